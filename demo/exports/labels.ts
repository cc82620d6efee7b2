/** The labels of each image, by its path in the container. */
export type Labels = ReadonlyMap<string, readonly string[]>

/** Reads an export's labels, given its files by name and what stands before each path in them. */
export type ReadLabels = (file: (name: string) => string, prefix: string) => Labels

/** A path with something special in it is percent-encoded; any other has no `%`. */
export const pathOf = (url: string, prefix: string): string => {
  if (!url.startsWith(prefix)) throw new Error(`${url} does not begin with ${prefix}`)
  return decodeURIComponent(url.slice(prefix.length))
}
