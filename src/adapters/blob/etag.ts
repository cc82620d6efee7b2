/** Listings give etags bare and downloads give them quoted; inside they are always quoted, to be comparable. */
export const quoteEtag = (etag: string): string => (etag.startsWith('"') ? etag : `"${etag}"`)

const oneEtag = /^(?:W\/)?("[^"]*"|\*)$/

/** The one etag of an `If-None-Match`; undefined for a list of them, which may be answered in full. */
export const readIfNoneMatch = (header: string | undefined): string | undefined =>
  header === undefined ? undefined : oneEtag.exec(header)?.[1]
