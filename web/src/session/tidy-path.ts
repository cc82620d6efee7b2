/** A path that begins with two slashes is another host to whoever reads it as an address. */
export const tidyPath = (path: string): string => path.replace(/^\/{2,}/, '/')
