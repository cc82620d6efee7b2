import { queryAll } from '../model/documents/query-documents.ts'
import { operationPartition, operations, type OperationDocument } from '../model/operations/operation.ts'
import type { Store } from '../ports/store.ts'

/** All operations that have not ended, of all sites, oldest first, list page by list page. */
export async function* listOpenOperations(store: Store): AsyncGenerator<readonly OperationDocument[]> {
  const found = queryAll(store, operations, operationPartition, {
    where: [
      { field: 'kind', op: 'eq', value: operations.kind },
      { field: 'open', op: 'eq', value: true },
    ],
    orderBy: 'startedAt',
    limit: 100,
  })
  for await (const page of found) yield page.map(({ document }) => document)
}
