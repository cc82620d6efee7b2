/**
 * A request target as path and query. One in absolute form (`http://host/path`) must name the host of the `Host` header.
 * Undefined for any other target.
 */
export const originForm = (target: string, host: string | undefined): string | undefined => {
  if (target.startsWith('/')) return target
  const [start = '', authority] = /^https?:\/\/([^/?#]+)/i.exec(target) ?? []
  if (authority === undefined || authority.toLowerCase() !== host?.toLowerCase()) return undefined
  const rest = target.slice(start.length)
  return rest.startsWith('/') ? rest : `/${rest}`
}
