import { queryFirst } from '../model/documents/query-documents.ts'
import { operationPartition, operations } from '../model/operations/operation.ts'
import type { Deps } from '../ports/deps.ts'
import type { Telemetry } from '../ports/telemetry.ts'

/** Records the age of the oldest open operation, whichever site runs it. */
export const measureOperations = async ({
  store,
  now,
  telemetry,
}: Pick<Deps, 'store' | 'now'> & { readonly telemetry: Telemetry }): Promise<void> => {
  const { documents } = await queryFirst(store, operations.container, operationPartition, {
    where: [
      { field: 'kind', op: 'eq', value: operations.kind },
      { field: 'open', op: 'eq', value: true },
    ],
    orderBy: 'startedAt',
    limit: 1,
  })
  const oldest = documents[0] && operations.parse(documents[0]).document
  const age = oldest ? Math.max(0, now() - oldest.startedAt) : 0
  const attributes = oldest ? { work: oldest.work, project: oldest.project } : {}
  telemetry.record('etiquette.operations.oldest_open_age', age / 1000, attributes)
}
