import type { DocumentKind } from './define-document.ts'
import type { Store, StoredDocument } from '../../ports/store.ts'

/**
 * Reads, changes and replaces a document; after a concurrent change it retries with the new version.
 * @param change Returns the new document, or undefined to leave it unchanged.
 * @returns The document afterwards; undefined if it does not exist.
 */
export const changeDocument = async <T extends StoredDocument>(
  store: Store,
  kind: DocumentKind<T>,
  partition: string,
  id: string,
  change: (document: T) => T | undefined,
): Promise<T | undefined> => {
  for (;;) {
    const stored = await kind.read(store, partition, id)
    if (!stored) return undefined
    const document = change(stored.document)
    if (!document) return stored.document
    const result = await store.batch(kind.container, partition, [
      { type: 'replace', document, ifMatch: stored.etag },
    ])
    if (result.ok) return document
  }
}
