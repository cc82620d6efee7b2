import { DomainError } from '../../domain/core/errors.ts'

/** As often as clients, proxies and hosts on the way may decode a path. */
const decodings = 4

/** Anything that some reader of the URL could take for the end of a segment. */
const separator = /[/\\]|%2f|%5c/i

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** True if a segment is empty, `.` or `..`, or hides a separator, in any encoding: it could name another path. */
const isFolding = (segment: string): boolean => {
  let text = segment
  for (let count = 0; count <= decodings; count += 1) {
    if (text === '' || text === '.' || text === '..' || separator.test(text)) return true
    const decoded = decode(text)
    if (decoded === text) return false
    text = decoded
  }
  return true
}

/** @param pathname Of the URL that the service sees: hosts and clients have resolved `..` by then. */
export const isPlainPath = (pathname: string): boolean => !pathname.split('/').slice(1).some(isFolding)

export const routeNotFound = (): DomainError =>
  new DomainError('RouteNotFound', 'This path does not exist; GET /openapi.json lists all paths')

const isRest = (part: string): boolean => part.startsWith('{*')
const isLiteral = (part: string): boolean => !part.startsWith('{')

/**
 * A check that a URL names its route to the letter. Hosts and .NET clients resolve `.` and `..` and ignore a slash at the end:
 * `DELETE /projects/p/members/..` becomes `DELETE /projects/p/`, which must not delete the project.
 * @throws DomainError `RouteNotFound`
 */
export const createPathCheck = (template: string) => {
  const parts = template.split('/').slice(1)
  const fixed = parts.filter((part) => !isRest(part))
  const endsAnywhere = fixed.length < parts.length
  return (url: string): void => {
    const { pathname } = new URL(url)
    const segments = pathname.split('/').slice(1)
    // `/api` comes first; how long the rest of a path is, only the host knows.
    const own = endsAnywhere ? undefined : segments.slice(-fixed.length)
    const names = own?.length === fixed.length || endsAnywhere
    const matches = (own ?? []).every((segment, index) => {
      const part = fixed[index] ?? ''
      return !isLiteral(part) || decode(segment).toLowerCase() === part.toLowerCase()
    })
    if (!names || !matches || !isPlainPath(pathname)) throw routeNotFound()
  }
}
