import { isRecord } from '../core/is-record.ts'

/** What the service tells the app about its sign-in: `GET /app-config.json`. */
export interface AppConfig {
  /** The issuer's address, where its discovery document is. */
  readonly authority: string
  /** Endpoints of an issuer that is no URL, in the words of OpenID Connect Discovery. */
  readonly metadata?: Readonly<Record<string, unknown>>
  readonly clientId: string
  readonly scope: string
  /** The origins of Blob Storage. */
  readonly blobHosts: readonly string[]
  /** The service runs on this machine, with made-up people. */
  readonly local: boolean
  readonly version: string
}

const parseAppConfig = (json: string): AppConfig => {
  const config: unknown = JSON.parse(json)
  if (!isRecord(config)) throw new Error('/app-config.json is no object')
  const textAt = (name: string): string => {
    const value = config[name]
    if (typeof value !== 'string') throw new Error(`/app-config.json has no ${name}`)
    return value
  }
  const { metadata, blobHosts } = config
  return {
    authority: textAt('authority'),
    ...(isRecord(metadata) ? { metadata } : {}),
    clientId: textAt('clientId'),
    scope: textAt('scope'),
    blobHosts: Array.isArray(blobHosts) ? blobHosts.filter((host) => typeof host === 'string') : [],
    local: config['local'] === true,
    version: textAt('version'),
  }
}

const storedAs = 'etiquette.app-config'

/** Reads the settings of the service; without a network those of the last time. @throws Error if there are none */
export const readAppConfig = async (): Promise<AppConfig> => {
  try {
    const response = await fetch('/app-config.json', { cache: 'no-cache' })
    if (!response.ok) throw new Error(`GET /app-config.json answered ${response.status}`)
    const config = parseAppConfig(await response.text())
    localStorage.setItem(storedAs, JSON.stringify(config))
    return config
  } catch (error) {
    const kept = localStorage.getItem(storedAs)
    if (kept === null) throw error
    return parseAppConfig(kept)
  }
}
