import type { DocumentKind } from './define-document.ts'
import type { Store, StoredDocument } from '../../ports/store.ts'

/**
 * Reads a document, changes it and writes it if nobody else did meanwhile; else again from the start.
 * @param change The document as it shall be, or undefined to leave it.
 * @returns The document as it is afterwards; undefined if there is none.
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
