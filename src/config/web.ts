import { z } from 'zod'

/** The client id of the web app at the issuer. */
export const webClient = z
  .string()
  .regex(/^[\w.-]{1,100}$/, 'must be one client id of letters, digits and . _ -')

interface WebSettings {
  readonly WEB_CLIENT_ID?: string | undefined
  readonly WEB_AUTHORITY?: string | undefined
  readonly AUTH_ISSUER: string
  readonly AUTH_AUDIENCE: string
  readonly ALLOWED_BLOB_HOSTS: readonly string[]
  readonly BLOB_SERVICE_URL: string
}

/** The issuer of the local platform. */
export const localIssuer = 'urn:etiquette:local'

const isUrl = (text: string): boolean => /^https?:/.test(text) && URL.canParse(text)

/** Entra ID names an API in tokens by its client id, and in scopes by `api://` and that id. */
const scopeOf = (audience: string): string =>
  `${audience.includes(':') ? audience : `api://${audience}`}/access`

/** The first problem of the settings; undefined if they are valid. */
export const checkWebSettings = ({
  WEB_CLIENT_ID,
  WEB_AUTHORITY,
  AUTH_ISSUER,
}: WebSettings): readonly [name: string, message: string] | undefined =>
  WEB_CLIENT_ID !== undefined && WEB_AUTHORITY === undefined && !isUrl(AUTH_ISSUER)
    ? ['WEB_AUTHORITY', 'is required with WEB_CLIENT_ID, as AUTH_ISSUER is no URL']
    : undefined

/** What the web app needs to know of the service. Without a client id nobody can sign in to it. */
export const readWebSettings = (settings: WebSettings) => {
  const { WEB_CLIENT_ID, WEB_AUTHORITY, AUTH_ISSUER, AUTH_AUDIENCE } = settings
  const { ALLOWED_BLOB_HOSTS, BLOB_SERVICE_URL } = settings
  const own = new URL(BLOB_SERVICE_URL)
  const suffixes = ALLOWED_BLOB_HOSTS.map((suffix) => `https://*${suffix}`)
  const covered = own.protocol === 'https:' && ALLOWED_BLOB_HOSTS.some((one) => own.host.endsWith(one))
  return {
    authority: WEB_CLIENT_ID === undefined ? undefined : (WEB_AUTHORITY ?? AUTH_ISSUER),
    clientId: WEB_CLIENT_ID,
    scope: scopeOf(AUTH_AUDIENCE),
    blobHosts: [...suffixes, ...(covered ? [] : [own.origin])],
    local: AUTH_ISSUER === localIssuer,
  }
}
