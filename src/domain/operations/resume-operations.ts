import type { Deps } from '../ports/deps.ts'
import { queryFirst } from '../model/documents/query-documents.ts'
import { isDomainError } from '../core/errors.ts'
import type { Millis } from '../core/time.ts'
import type { Workflows } from '../ports/workflows.ts'
import { operationPartition, operations } from '../model/operations/operation.ts'

const maxPerRun = 100

export interface ResumeDeps extends Pick<Deps, 'store' | 'now'> {
  /** The age at which an open operation is resumed. Until then its own request may start it. */
  readonly resumeAfter: Millis
}

/**
 * Starts the orchestrations of open operations, in case a process crashed between writing the intent and starting it.
 * @returns The numbers of open operations found and of failed starts.
 */
export const resumeOperations = async (
  { store, now, resumeAfter }: ResumeDeps,
  workflows: Workflows,
): Promise<{ readonly open: number; readonly failed: number }> => {
  const found = await queryFirst(store, 'workspace', operationPartition, {
    where: [
      { field: 'kind', op: 'eq', value: operations.kind },
      { field: 'open', op: 'eq', value: true },
      { field: 'startedAt', op: 'lte', value: now() - resumeAfter },
    ],
    orderBy: 'startedAt',
    limit: maxPerRun,
  })
  const documents = found.documents.map((stored) => operations.parse(stored))
  let failed = 0
  for (const { document } of documents) {
    try {
      await workflows.start(document)
    } catch (error) {
      if (!isDomainError(error, 'ServiceUnavailable')) throw error
      failed += 1
    }
  }
  return { open: documents.length, failed }
}
