/** The request facts for a response: the public URL of the service. */
export interface PresentContext {
  /** The absolute URL of a path below the prefix: `/operations/abc` → `https://host/api/operations/abc`. */
  readonly url: (path: string) => string
  /** The absolute URL of the next list page; undefined without a continuation. */
  readonly nextLink: (continuation: string | undefined) => string | undefined
}

/** The part of the path before the route: `/api`. */
const prefixOf = (pathname: string, depth: number): string => {
  const segments = pathname.split('/').filter((segment) => segment !== '')
  return segments
    .slice(0, Math.max(0, segments.length - depth))
    .map((segment) => `/${segment}`)
    .join('')
}

export interface PresentOptions {
  /** The number of segments in the path of the route. */
  readonly depth: number
  /** The origin of all links, from the settings: a caller chooses `Host` and `X-Forwarded-Host`. */
  readonly publicUrl: string
  /** Binds a position to the list of the request. */
  readonly seal: (position: string) => string
}

export const createPresentContext = (
  request: { readonly url: string },
  { depth, publicUrl, seal }: PresentOptions,
): PresentContext => ({
  url: (path) => `${publicUrl}${prefixOf(new URL(request.url).pathname, depth)}${path}`,
  nextLink: (continuation) => {
    if (continuation === undefined) return undefined
    const { pathname, search } = new URL(request.url)
    const query = new URLSearchParams(search)
    query.set('continuation', seal(continuation))
    return `${publicUrl}${pathname}?${query.toString()}`
  },
})
