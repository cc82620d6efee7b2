import { operationId, type OperationId } from '../core/ids.ts'
import { idFrom, requestSeed } from '../core/request-seed.ts'
import { isSameJson, jsonMeaning } from '../core/same-json.ts'
import { queryAll, queryFirst } from '../model/documents/query-documents.ts'
import { operationPartition, operations, type OperationDocument } from '../model/operations/operation.ts'
import type { OperationIntent } from '../model/operations/start-operation.ts'
import type { Deps } from '../ports/deps.ts'
import type { Clause, Store } from '../ports/store.ts'
import type { BulkKind } from './open-bulk.ts'

type IntentOf<I> = I extends { readonly work: BulkKind } ? Omit<I, 'id'> : never
type Bulk = IntentOf<OperationIntent>

const dayMs = 24 * 3600 * 1000
const seed = requestSeed.parse('removal')

const requestOf = ({
  projectUid,
  startedBy,
  action,
  criteria,
  expectedCount,
  comment,
}: Omit<Bulk, 'work'>): object => ({ projectUid, startedBy, action, criteria, expectedCount, comment })

const worksOf = (
  { project, work }: Pick<Bulk, 'project' | 'work'>,
  ...others: readonly Clause[]
): readonly Clause[] => [
  { field: 'kind', op: 'eq', value: operations.kind },
  ...others,
  { field: 'project', op: 'eq', value: project },
  { field: 'work', op: 'eq', value: work },
]

const findOpen = async (store: Store, bulk: Bulk): Promise<OperationDocument | undefined> => {
  const where = worksOf(bulk, { field: 'open', op: 'eq', value: true })
  const found = queryAll(store, operations, operationPartition, { where, orderBy: 'startedAt', limit: 100 })
  for await (const page of found)
    for (const { document } of page)
      if (document.work === bulk.work && isSameJson(requestOf(document), requestOf(bulk))) return document
  return undefined
}

/**
 * The id of such work without an `Idempotency-Key`: that of an open one that the same caller requested in the same way, or a
 * new id. A new id follows from the request and the last work of its kind in the project, so that copies of one request that arrive at
 * the same time have the same; and from the day, because operations are deleted long after it and audit entries, which have the
 * id, never.
 */
export const idOfBulk = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  bulk: Bulk,
): Promise<OperationId> => {
  // An old read could miss the first request.
  if (store.canLag) await store.fence(operations.container, operationPartition)
  const open = await findOpen(store, bulk)
  if (open) return open.id
  const { documents } = await queryFirst(store, operations.container, operationPartition, {
    where: worksOf(bulk),
    orderBy: 'startedAt',
    descending: true,
    limit: 1,
  })
  const day = Math.floor(now() / dayMs)
  const last = documents[0]?.document.id ?? ''
  return operationId.parse(idFrom(seed, `${day}`, last, jsonMeaning(requestOf(bulk))))
}
