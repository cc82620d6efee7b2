/**
 * Whether a URL can name a file of this path. Storage keeps blobs whose name has a segment `.` or `..`, but every URL
 * parser resolves these segments, escaped or not, and half of a surrogate pair has no UTF-8. Empty segments (`a//b`) are
 * names like others.
 */
export const isAddressablePath = (path: string): boolean =>
  path !== '' &&
  path.isWellFormed() &&
  !path.split('/').some((segment) => segment === '.' || segment === '..')
