import type { WebFile, WebFiles } from './web-files.ts'

export const indexPath = 'index.html'

/** Paths of the API, files with hashed names, and names that begin with a dot are no pages of the app. */
const noPage = /^(?:api|assets)(?:\/|$)|(?:^|\/)\./i
/** The names of pages have no dot, those of files have one. */
const namesFile = (path: string): boolean => path.slice(path.lastIndexOf('/') + 1).includes('.')

/**
 * The file for a path below `/`: the one of this name, or `index.html` for a page of the app, which reads the path itself.
 * Undefined for a path of neither: a missing script must not be answered by HTML.
 */
export const chooseFile = (files: Pick<WebFiles, 'find'>, path: string): WebFile | undefined => {
  const file = path === '' ? undefined : files.find(path)
  if (file) return file
  return noPage.test(path) || namesFile(path) ? undefined : files.find(indexPath)
}
