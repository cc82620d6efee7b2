/** The service puts the quotes of HTTP into `_etag`. An ETag of the store has none, so that the HTTP layer adds them once. */
export const fromWireEtag = (etag: string): string => /^"(.*)"$/.exec(etag)?.[1] ?? etag

/** The service accepts an empty ETag and `*` for any version; as ETags of the store they match no version. */
export const toWireEtag = (etag: string): string => (etag === '' || etag === '*' ? '"none"' : `"${etag}"`)
