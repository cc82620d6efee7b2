import type { DocumentKind } from './define-document.ts'
import type { Store, StoredDocument } from '../../ports/store.ts'
import { untilWritten } from './until-written.ts'

/**
 * Reads, changes and replaces a document; after a concurrent change it retries with the new version.
 * @param change Returns the new document, or undefined to leave it unchanged.
 * @returns The document afterwards; undefined if it does not exist.
 * @throws DomainError `ServiceUnavailable` if other changes come first too often
 */
export const changeDocument = async <T extends StoredDocument>(
  store: Store,
  kind: DocumentKind<T>,
  partition: string,
  id: string,
  change: (document: T) => T | undefined,
): Promise<T | undefined> =>
  untilWritten(store, kind.container, partition, async (fresh) => {
    const stored = await kind.read(store, partition, id)
    // Only a fresh read can tell that it does not exist.
    if (!stored) return fresh ? { value: undefined } : undefined
    const document = change(stored.document)
    if (!document) return { value: stored.document }
    const result = await store.batch(kind.container, partition, [
      { type: 'replace', document, ifMatch: stored.etag },
    ])
    return result.ok ? { value: document } : undefined
  })
