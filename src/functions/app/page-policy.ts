export interface PolicyOptions {
  /** The origin at which people sign in; undefined if none is set. */
  readonly authority: string | undefined
  /** The origins of Blob Storage that pictures and exports are read from: `https://*.blob.core.windows.net`. */
  readonly blobHosts: readonly string[]
}

/** The content security policy of the web app: its own files, pictures and requests to storage and to the issuer. */
export const createPagePolicy = ({ authority, blobHosts }: PolicyOptions): string => {
  const issuer = authority === undefined ? [] : [new URL(authority).origin]
  const directives = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'font-src': ["'self'"],
    'img-src': ["'self'", 'blob:', 'data:', ...blobHosts],
    'connect-src': ["'self'", ...issuer, ...blobHosts],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    'require-trusted-types-for': ["'script'"],
  }
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ')
}
