import { deviceStore, tabStore } from '../core/browser-store.ts'
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

const parseAppConfig = (config: unknown): AppConfig => {
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

/** Undefined also for what another version of the app has kept, if this one does not understand it. */
const keptConfigOf = (kept: unknown): AppConfig | undefined => {
  try {
    return parseAppConfig(kept)
  } catch {
    return undefined
  }
}

const keptAppConfig = (): AppConfig | undefined => keptConfigOf(deviceStore.readJson(storedAs))

/** Reads the settings of the service; without a network those of the last time. @throws Error if there are none */
const readAppConfig = async (): Promise<AppConfig> => {
  try {
    // The service has it revalidated each time, and may have it preloaded with the page.
    const response = await fetch('/app-config.json')
    if (!response.ok) throw new Error(`GET /app-config.json answered ${response.status}`)
    const config = parseAppConfig(await response.json())
    deviceStore.write(storedAs, JSON.stringify(config))
    return config
  } catch (error) {
    const kept = keptAppConfig()
    if (kept === undefined) throw error
    return kept
  }
}

/** What the issuer says of itself. Undefined if it does not answer: the sign-in then asks again, and tells why it cannot go on. */
const discover = async ({ authority }: AppConfig, how: RequestInit = {}): Promise<AppConfig['metadata']> => {
  try {
    const response = await fetch(`${authority.replace(/\/$/, '')}/.well-known/openid-configuration`, how)
    const metadata: unknown = response.ok ? await response.json() : undefined
    return isRecord(metadata) ? metadata : undefined
  } catch {
    return undefined
  }
}

/** The settings with the endpoints of the issuer. Both are asked for at once where the issuer of the last time is known. */
export const readSignInConfig = async (): Promise<AppConfig> => {
  const kept = keptAppConfig()
  const early = kept && discover(kept)
  const config = await readAppConfig()
  const metadata =
    config.metadata ?? (await (kept?.authority === config.authority ? early : discover(config)))
  return metadata ? { ...config, metadata } : config
}

/** Milliseconds that a person waits for an issuer that does not answer. */
const patience = 5_000

/** Whether the issuer answers now, and can end a session. */
export const canEndSession = async (config: AppConfig): Promise<boolean> => {
  const metadata = await discover(config, { cache: 'no-store', signal: AbortSignal.timeout(patience) })
  return typeof metadata?.['end_session_endpoint'] === 'string'
}

const tripAs = 'etiquette.trip'

/** What a visit to the issuer began with, so that the way back asks for nothing again. */
export interface Trip {
  readonly config: AppConfig
  /** Where the person wants to be. */
  readonly to: string
}

export const keepTrip = (trip: Trip): void => {
  // The way back must not go on with an earlier visit.
  if (!tabStore.write(tripAs, JSON.stringify(trip))) tabStore.remove(tripAs)
}

/** The visit that ends now: each is taken once, as a later one may have other settings. */
export const takeTrip = (): Trip | undefined => {
  const trip = tabStore.readJson(tripAs)
  tabStore.remove(tripAs)
  if (!isRecord(trip) || typeof trip['to'] !== 'string') return undefined
  const config = keptConfigOf(trip['config'])
  return config && { config, to: trip['to'] }
}
