import type { Deps } from '../ports/deps.ts'
import { queryAll } from '../model/documents/query-documents.ts'
import { isDomainError } from '../core/errors.ts'
import { isWithin, type Millis } from '../core/time.ts'
import type { Query } from '../ports/store.ts'
import type { Workflows } from '../ports/workflows.ts'
import { operationPartition, operations } from '../model/operations/operation.ts'

export interface ResumeDeps extends Pick<Deps, 'store' | 'now'> {
  /** The age at which an open operation is resumed. Until then its own request may start it. */
  readonly resumeAfter: Millis
}

const openOperations: Query = {
  where: [
    { field: 'kind', op: 'eq', value: operations.kind },
    { field: 'open', op: 'eq', value: true },
  ],
  orderBy: 'startedAt',
  limit: 100,
}

/**
 * Starts the orchestrations of all open operations, in case a process crashed between writing the intent and starting it,
 * or an instance ended without its work.
 * @returns The numbers of open operations found and of failed starts.
 */
export const resumeOperations = async (
  { store, now, resumeAfter }: ResumeDeps,
  workflows: Workflows,
): Promise<{ readonly open: number; readonly failed: number }> => {
  const counts = { open: 0, failed: 0 }
  for await (const found of queryAll(store, operations, operationPartition, openOperations))
    for (const { document } of found) {
      if (isWithin(now(), document.startedAt, resumeAfter)) continue
      counts.open += 1
      try {
        await workflows.start(document)
      } catch (error) {
        if (!isDomainError(error, 'ServiceUnavailable')) throw error
        counts.failed += 1
      }
    }
  return counts
}
