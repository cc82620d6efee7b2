/** The last part of a path; the `/` at the end of a folder is not shown. */
export const nameOf = (path: string): string => {
  const whole = path.endsWith('/') ? path.slice(0, -1) : path
  return whole.slice(whole.lastIndexOf('/') + 1)
}

/** A folder and those above it, from the top, which is empty. */
export const foldersTo = (prefix: string): readonly string[] => {
  const parts = prefix.split('/').filter((part) => part !== '')
  return ['', ...parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/`)]
}

/** The path pattern of all files below a folder. */
export const patternOf = (prefix: string): string => `${prefix}**`

/** The folder above the first wildcard of a pattern. */
export const folderOf = (pattern: string): string => {
  const star = pattern.indexOf('*')
  const fixed = star < 0 ? pattern : pattern.slice(0, star)
  return fixed.slice(0, fixed.lastIndexOf('/') + 1)
}

/** A typed folder as the API takes it: without slashes at its start and with one at its end. */
export const asFolder = (text: string): string => {
  const trimmed = text.trim().replace(/^\/+/, '').replace(/\/+$/, '')
  return trimmed === '' ? '' : `${trimmed}/`
}
