import type { Deps } from '../../ports/deps.ts'
import { isDomainError } from '../../core/errors.ts'
import { untilWritten } from '../documents/until-written.ts'
import type { Workflows } from '../../ports/workflows.ts'
import { isOwn } from './is-own.ts'
import { operationPartition, operations, type OperationDocument } from './operation.ts'

type IntentOf<T> = T extends OperationDocument
  ? Omit<
      T,
      'kind' | 'status' | 'startedAt' | 'endedAt' | 'done' | 'error' | 'open' | 'site' | 'watch' | 'ttl'
    >
  : never

/** The fields of an operation that its caller sets: `{ id, work, project, projectUid, startedBy, total?, … }`. */
export type OperationIntent = IntentOf<OperationDocument>

/**
 * Creates the document of an operation, which belongs to the site of this process. An existing document with this id stays
 * as it is and is returned; it is open only if it still was at the time of the call.
 */
export const writeIntent = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { site }: Pick<Workflows, 'site'>,
  intent: OperationIntent,
): Promise<OperationDocument> => {
  const document: OperationDocument = {
    ...intent,
    kind: 'operation',
    status: 'NotStarted',
    startedAt: now(),
    done: 0,
    open: true,
    site: site.name,
  }
  return untilWritten(store, operations.container, operationPartition, async (fresh) => {
    const known = await operations.read(store, operationPartition, intent.id)
    // An end is final. An open operation of an old read may have ended since.
    if (known?.document.open && store.canLag && !fresh) return undefined
    if (known) return { value: known.document }
    const result = await store.batch('workspace', operationPartition, [{ type: 'create', document }])
    return result.ok ? { value: document } : undefined
  })
}

/**
 * Starts long work: writes its document, which is the intent, then starts its orchestration. Idempotent by id. The
 * orchestration of an operation that another site began is left to that site.
 * @throws DomainError `ServiceUnavailable` if the intent could not be written.
 */
export const startOperation = async (
  deps: Pick<Deps, 'store' | 'now'>,
  workflows: Workflows,
  intent: OperationIntent,
): Promise<OperationDocument> => {
  const operation = await writeIntent(deps, workflows, intent)
  if (operation.open && isOwn(operation, workflows.site)) {
    try {
      await workflows.start(operation)
    } catch (error) {
      // The intent is written: `resumeOperations` starts the orchestration within a minute or two.
      if (!isDomainError(error, 'ServiceUnavailable')) throw error
    }
  }
  return operation
}
