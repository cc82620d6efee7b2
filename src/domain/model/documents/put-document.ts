import type { DocumentKind } from './define-document.ts'
import { changeDocument } from './change-document.ts'
import { tooBusy } from '../../core/errors.ts'
import type { Store, StoredDocument } from '../../ports/store.ts'

const attempts = 20

/** Creates a document, or replaces the present one. @throws DomainError `ServiceUnavailable` */
export const putDocument = async <T extends StoredDocument>(
  store: Store,
  kind: DocumentKind<T>,
  partition: string,
  document: T,
): Promise<void> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (await changeDocument(store, kind, partition, document.id, () => document)) return
    const created = await store.batch(kind.container, partition, [{ type: 'create', document }])
    if (created.ok) return
  }
  throw tooBusy()
}
