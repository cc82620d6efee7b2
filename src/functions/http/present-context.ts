/** The request facts for a response: the public URL of the service. */
export interface PresentContext {
  /** The absolute URL of a path below the prefix: `/operations/abc` → `https://host/api/operations/abc`. */
  readonly url: (path: string) => string
  /** The absolute URL of the next list page; undefined without a continuation. */
  readonly nextLink: (continuation: string | undefined) => string | undefined
}

const validHost = /^[a-zA-Z0-9.-]+(?::\d{1,5})?$|^\[[0-9a-fA-F:]+\](?::\d{1,5})?$/

const firstOf = (header: string | null): string | undefined => header?.split(',', 1)[0]?.trim()

/** The origin that the caller used. A proxy, such as the frontend of Azure, reports it in `x-forwarded-*`. */
const originOf = (url: URL, headers: Headers): string => {
  const proto = firstOf(headers.get('x-forwarded-proto'))
  const host = firstOf(headers.get('x-forwarded-host'))
  const scheme = proto === 'https' || proto === 'http' ? proto : url.protocol.slice(0, -1)
  return `${scheme}://${host !== undefined && validHost.test(host) ? host : url.host}`
}

/** The part of the path before the route: the route prefix of the host, such as `/api`. */
const prefixOf = (pathname: string, depth: number): string => {
  const segments = pathname.split('/').filter((segment) => segment !== '')
  return segments
    .slice(0, Math.max(0, segments.length - depth))
    .map((segment) => `/${segment}`)
    .join('')
}

/** @param depth The number of segments in the path of the route. */
export const createPresentContext = (
  request: { readonly url: string; readonly headers: Headers },
  depth: number,
): PresentContext => {
  const parsed = () => {
    const url = new URL(request.url)
    return { url, origin: originOf(url, request.headers) }
  }
  return {
    url: (path) => {
      const { url, origin } = parsed()
      return `${origin}${prefixOf(url.pathname, depth)}${path}`
    },
    nextLink: (continuation) => {
      if (continuation === undefined) return undefined
      const { url, origin } = parsed()
      const query = new URLSearchParams(url.search)
      query.set('continuation', continuation)
      return `${origin}${url.pathname}?${query.toString()}`
    },
  }
}
