import type { Deps } from '../../ports/deps.ts'
import { isDomainError } from '../../core/errors.ts'
import type { Workflows } from '../../ports/workflows.ts'
import { operationPartition, operations, type OperationDocument } from './operation.ts'

type IntentOf<T> = T extends OperationDocument
  ? Omit<T, 'kind' | 'status' | 'startedAt' | 'endedAt' | 'done' | 'error' | 'open' | 'ttl'>
  : never

/** What shall be done, for whom: `{ id, work, project, projectUid, startedBy, total?, … }`. */
export type OperationIntent = IntentOf<OperationDocument>

/** Writes the intent down; one that is there already under this id is left as it is. */
export const writeIntent = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  intent: OperationIntent,
): Promise<OperationDocument> => {
  const document: OperationDocument = {
    ...intent,
    kind: 'operation',
    status: 'NotStarted',
    startedAt: now(),
    done: 0,
    open: true,
  }
  for (;;) {
    const known = await operations.read(store, operationPartition, intent.id)
    if (known) return known.document
    const result = await store.batch('workspace', operationPartition, [{ type: 'create', document }])
    if (result.ok) return document
  }
}

/**
 * Begins long work: first its document, which is the intent, then its orchestration. Repeating it with the same id is
 * harmless.
 * @throws DomainError `ServiceUnavailable` if the intent could not be written.
 */
export const startOperation = async (
  deps: Pick<Deps, 'store' | 'now'>,
  workflows: Workflows,
  intent: OperationIntent,
): Promise<OperationDocument> => {
  const operation = await writeIntent(deps, intent)
  if (operation.open) {
    try {
      await workflows.start(operation)
    } catch (error) {
      // The intent stands, so it will be done: `resumeOperations` starts it within a minute or two.
      if (!isDomainError(error, 'ServiceUnavailable')) throw error
    }
  }
  return operation
}
