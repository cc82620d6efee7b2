import type { DocumentKind } from './define-document.ts'
import { untilWritten } from './until-written.ts'
import type { Store, StoredDocument } from '../../ports/store.ts'

/** Creates a document, or replaces the present one. @throws DomainError `ServiceUnavailable` */
export const putDocument = <T extends StoredDocument>(
  store: Store,
  kind: DocumentKind<T>,
  partition: string,
  document: T,
): Promise<void> =>
  untilWritten(store, kind.container, partition, async () => {
    const stored = await kind.read(store, partition, document.id)
    const result = await store.batch(kind.container, partition, [
      stored ? { type: 'replace', document, ifMatch: stored.etag } : { type: 'create', document },
    ])
    return result.ok ? { value: undefined } : undefined
  })
