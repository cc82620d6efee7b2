import type { DocumentKind } from './define-document.ts'
import type { ListInput, StoredListPage } from './list-page.ts'
import type { ContainerName, Query, Store, Stored, StoredDocument } from '../../ports/store.ts'

/** One list page of the documents of a kind in a partition, by id. @throws DomainError `InvalidContinuation` */
export const listById = async <T extends StoredDocument>(
  store: Store,
  kind: DocumentKind<T>,
  partition: string,
  { maxpagesize, continuation }: ListInput,
): Promise<StoredListPage<T>> =>
  kind.parseListPage(
    await store.query(kind.container, partition, {
      where: [{ field: 'kind', op: 'eq', value: kind.kind }],
      orderBy: 'id',
      limit: maxpagesize,
      continuation,
    }),
  )

/**
 * All documents that a query finds, list page by list page. A list page may be short or empty without being the last;
 * only a missing continuation ends the list.
 */
export async function* queryAll<T extends StoredDocument>(
  store: Store,
  kind: DocumentKind<T>,
  partition: string,
  query: Query,
): AsyncGenerator<readonly Stored<T>[], void, undefined> {
  let continuation: string | undefined
  do {
    const list = kind.parseListPage(
      await store.query(kind.container, partition, { ...query, continuation, internal: true }),
    )
    yield list.documents
    ;({ continuation } = list)
  } while (continuation !== undefined)
}

/** The first document of a kind that passes `test`. It may read the whole partition: not for items. */
export const findFirst = async <T extends StoredDocument>(
  store: Store,
  kind: DocumentKind<T>,
  partition: string,
  test: (document: T) => boolean,
): Promise<T | undefined> => {
  const query: Query = {
    where: [{ field: 'kind', op: 'eq', value: kind.kind }],
    orderBy: 'id',
    limit: 200,
  }
  for await (const documents of queryAll(store, kind, partition, query)) {
    const found = documents.find(({ document }) => test(document))
    if (found) return found.document
  }
  return undefined
}

/**
 * The first non-empty list page of a query. `more` is true if there is a continuation; the rest may still be empty.
 */
export const queryFirst = async (
  store: Store,
  container: ContainerName,
  partition: string,
  query: Query,
): Promise<{ readonly documents: readonly Stored[]; readonly more: boolean }> => {
  let continuation: string | undefined
  do {
    const list = await store.query(container, partition, { ...query, continuation, internal: true })
    ;({ continuation } = list)
    if (list.documents.length > 0) return { documents: list.documents, more: continuation !== undefined }
  } while (continuation !== undefined)
  return { documents: [], more: false }
}
