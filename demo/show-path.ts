import { relative } from 'node:path'

/** As short as it can be: from the current folder on, unless it lies outside. */
export const showPath = (path: string): string => {
  const short = relative('', path)
  return short.startsWith('..') ? path : short || '.'
}
