import type { IncomingMessage } from 'node:http'

/**
 * Headers as the Functions host hands them on: one text for each name, repeated ones joined by a comma. Node's own
 * `headers` keep only the first of some, `Authorization` among them, so that an app could not tell that there were two.
 */
export function joinedHeaders({ rawHeaders, headers }: IncomingMessage): Record<string, string> {
  const joined = new Map<string, string>()
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase()
    const value = rawHeaders[index + 1] ?? ''
    const before = joined.get(name)
    joined.set(name, before === undefined ? value : `${before},${value}`)
  }
  // The server fills it in for a request that has none.
  if (headers.host !== undefined && !joined.get('host')) joined.set('host', headers.host)
  return Object.fromEntries(joined)
}
