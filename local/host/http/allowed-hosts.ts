const loopbackNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/** True for a well-formed `Host` header. The libraries build a URL from it. */
export const isHostHeader = (host: string): boolean =>
  /^[\w.:[\]-]+$/.test(host) && URL.canParse(`http://${host}`)

const hostnameOf = (host: string): string => new URL(`http://${host}`).hostname

/**
 * Which hosts requests may name. A name of anybody's, made to point to this machine, would let a web page call the service as its
 * own origin (DNS rebinding), so only names of this machine are served, and the one of the public URL.
 */
export const createHostRule = (publicUrl: string | undefined): ((host: string) => boolean) => {
  const own = publicUrl === undefined ? undefined : URL.parse(publicUrl)?.hostname
  return (host) => {
    const name = hostnameOf(host)
    return loopbackNames.has(name) || name === own
  }
}

/** True if the page that sent a request, if any, is of this machine. */
export const isOwnOrigin = (origin: string | undefined): boolean => {
  if (origin === undefined) return true
  const url = URL.parse(origin)
  return url !== null && loopbackNames.has(url.hostname)
}
