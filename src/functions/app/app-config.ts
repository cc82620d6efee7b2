import { createHash } from 'node:crypto'

/** What the web app is told by the service that it is loaded from, so that one build fits every deployment. */
export interface AppConfig {
  /** The URL of the issuer, below which its discovery document is. Undefined if people cannot sign in by a browser. */
  readonly authority: string | undefined
  readonly clientId: string | undefined
  /** The scope of an access token for the API. */
  readonly scope: string
  /** The origins of Blob Storage: `https://*.blob.core.windows.net`. */
  readonly blobHosts: readonly string[]
  /** True for the issuer of this machine, where people choose who they are. */
  readonly local: boolean
  readonly version: string
}

/** The languages of the web app. */
const languages = ['en', 'fr']

export interface AppConfigFile {
  readonly body: string
  readonly etag: string
}

export const createAppConfigFile = (config: AppConfig): AppConfigFile => {
  const body = JSON.stringify({ ...config, languages })
  return { body, etag: createHash('sha256').update(body).digest('base64url').slice(0, 22) }
}
