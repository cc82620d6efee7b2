import { writeEtag } from '../../domain/core/etag.ts'

/** Cosmos DB accepts an empty ETag and `*` for any version; as ETags of the store they match no version. */
export const toWireEtag = (etag: string): string => writeEtag(etag === '' || etag === '*' ? 'none' : etag)
