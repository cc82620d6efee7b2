import type { Deps } from '../ports/deps.ts'
import type { Millis } from '../core/time.ts'
import { changeDocument } from '../model/documents/change-document.ts'
import { endExport } from '../model/exports/end-export.ts'
import { operationPartition, operations, type OperationDocument } from '../model/operations/operation.ts'
import type { Workflows } from '../ports/workflows.ts'
import { judgeInstance } from './judge-instance.ts'

export interface WatchDeps extends Pick<Deps, 'store' | 'now'> {
  /** An instance without a turn for this time is ended, and begun anew. Longer than any step and any pause of long work. */
  readonly stuckAfter: Millis
}

/** An export whose instance was ended this often has failed, so that it does not hold its slot for ever. */
const maxEnds = 3

type Watch = NonNullable<OperationDocument['watch']>

const writeWatch = async ({ store }: WatchDeps, { id }: OperationDocument, watch: Watch): Promise<void> => {
  await changeDocument(store, operations, operationPartition, id, (operation) =>
    operation.open ? { ...operation, watch } : undefined,
  )
}

/** A turn beyond the start of an instance is progress, so earlier ends do not count any more. */
const noteTurn = (known: Watch | undefined, turn: string, now: Millis): Watch => {
  const { ended = 0, begunAnew } = known ?? {}
  const isSame = known?.turn === turn
  return {
    turn,
    since: now,
    seen: now,
    ended: isSame || begunAnew ? ended : 0,
    ...(isSame && begunAnew ? { begunAnew } : {}),
  }
}

/** Frees the slot of an export. Its steps then find that it has ended: the next instance deletes its files and ends the operation. */
const giveUp = async (
  deps: WatchDeps,
  { projectUid, export: id }: Extract<OperationDocument, { work: 'export' }>,
): Promise<void> => {
  const message = `The export made no progress ${maxEnds} times; start it again`
  await endExport(deps, projectUid, id, {
    status: 'Failed',
    error: { code: 'ServiceUnavailable', message },
  })
}

/**
 * Ends the running instance of an operation if it made no progress for `stuckAfter`. Once it has ended, `resumeOperations`
 * starts it again under the same id.
 * @returns True if the instance was ended.
 * @throws DomainError `ServiceUnavailable`
 */
export const watchInstance = async (
  deps: WatchDeps,
  workflows: Workflows,
  operation: OperationDocument,
  turn: string,
): Promise<boolean> => {
  const now = deps.now()
  const { watch } = operation
  const verdict = judgeInstance(operation, turn, now, deps.stuckAfter)
  if (verdict === 'Look' && watch) await writeWatch(deps, operation, { ...watch, seen: now })
  if (verdict === 'Note') await writeWatch(deps, operation, noteTurn(watch, turn, now))
  if (verdict !== 'Stuck') return false
  await workflows.end(operation)
  const ended = (watch?.ended ?? 0) + 1
  await writeWatch(deps, operation, { turn, since: now, seen: now, ended, begunAnew: true })
  if (operation.work === 'export' && ended >= maxEnds) await giveUp(deps, operation)
  return true
}
