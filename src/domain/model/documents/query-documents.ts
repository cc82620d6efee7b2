import type { DocumentKind } from './define-document.ts'
import type { ListInput, StoredListPage } from './list-page.ts'
import type { ContainerName, Query, Store, Stored, StoredDocument } from '../../ports/store.ts'

/** All documents of a kind in a partition, by id, page by page. @throws DomainError `InvalidContinuation` */
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
 * All that a query finds, answer by answer. An answer may be short or empty and not be the last: only the continuation
 * says whether there are more.
 */
export async function* queryAll<T extends StoredDocument>(
  store: Store,
  kind: DocumentKind<T>,
  partition: string,
  query: Query,
): AsyncGenerator<readonly Stored<T>[], void, undefined> {
  let continuation: string | undefined
  do {
    const page = kind.parseListPage(await store.query(kind.container, partition, { ...query, continuation }))
    yield page.documents
    ;({ continuation } = page)
  } while (continuation !== undefined)
}

/** The first document of a kind that a test holds for. For the few documents of a workspace, not for items. */
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
 * The first documents that a query finds. An answer may be short or empty and not be the last, so it is the continuation
 * that says whether there are more.
 */
export const queryFirst = async (
  store: Store,
  container: ContainerName,
  partition: string,
  query: Query,
): Promise<{ readonly documents: readonly Stored[]; readonly more: boolean }> => {
  let continuation: string | undefined
  do {
    const page = await store.query(container, partition, { ...query, continuation })
    ;({ continuation } = page)
    if (page.documents.length > 0) return { documents: page.documents, more: continuation !== undefined }
  } while (continuation !== undefined)
  return { documents: [], more: false }
}
