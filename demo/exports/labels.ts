/** The labels of each image, by its path in the datastore. */
export type Labels = ReadonlyMap<string, readonly string[]>

/** Reads an export's labels, given its files by name and the datastore that its URLs must name. */
export type ReadLabels = (file: (name: string) => string, prefix: string) => Labels

/** The path of a row, whose URL must name the same file: as it is, or percent-encoded if it has something special in it. */
export const checkPath = (path: string, url: string, prefix: string): string => {
  const named = url.slice(prefix.length)
  if (!url.startsWith(prefix) || (named !== path && decodeURIComponent(named) !== path))
    throw new Error(`${url} is not ${prefix}${path}`)
  return path
}
