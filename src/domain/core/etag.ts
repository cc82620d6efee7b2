// Inside the service an ETag has no quotes; the quotes belong to HTTP. Storage and Cosmos DB send theirs with them.

const quoted = /^"([\x21\x23-\x7e\x80-\xff]*)"$/
const entityTag = /(?:W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/g
const separators = /^[\s,]*$/

/** The ETag without the quotes of HTTP. */
export const bareEtag = (etag: string): string => quoted.exec(etag)?.[1] ?? etag

/** The only writer of ETags: as HTTP has them, with quotes once, whether they are there already or not. */
export const writeEtag = (etag: string): string => `"${bareEtag(etag)}"`

/**
 * The only reader of `If-Match` and `If-None-Match`: `*`, or the named ETags without quotes. A compressing proxy turns a
 * strong ETag into a weak one (`W/"…"`); both name the same version. Undefined if the value is not valid.
 */
export const readEtags = (condition: string): '*' | readonly string[] | undefined => {
  if (condition.trim() === '*') return '*'
  const etags = [...condition.matchAll(entityTag)].map(([, etag = '']) => etag)
  return etags.length > 0 && separators.test(condition.replaceAll(entityTag, '')) ? etags : undefined
}
