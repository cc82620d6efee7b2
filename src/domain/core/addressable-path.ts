/** True if a URL can name this path: URLs resolve the segments `.` and `..`, and hold no half of a surrogate pair. */
export const isAddressablePath = (path: string): boolean =>
  path !== '' &&
  path.isWellFormed() &&
  !path.split('/').some((segment) => segment === '.' || segment === '..')
