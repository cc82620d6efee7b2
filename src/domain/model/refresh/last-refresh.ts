import type { Millis } from '../../core/time.ts'
import { noChanges, type FileChanges } from '../files/file-changes.ts'
import { operationPartition, operations } from '../operations/operation.ts'
import type { OperationDocument } from '../operations/operation.ts'
import { projectScope } from '../projects/project.ts'
import type { Store } from '../../ports/store.ts'
import { refreshes, refreshId, type RefreshDocument } from './refresh.ts'

/** The last refresh of a project, running or ended. */
export interface LastRefresh {
  readonly operation: OperationDocument['id']
  readonly status: 'Running' | 'Succeeded' | 'Failed' | 'Canceled'
  readonly full: boolean
  readonly startedAt: Millis
  readonly endedAt?: Millis | undefined
  readonly error?: OperationDocument['error']
  readonly changes: FileChanges
}

export interface RefreshState {
  readonly refresh: RefreshDocument | undefined
  /** Undefined if there was none in the last 30 days. */
  readonly last: LastRefresh | undefined
}

/**
 * Reads what is known of the refreshes of a project. The outcome of the last one is that of its operation, so a crash between
 * two writes cannot leave another one.
 */
export const readRefreshState = async (store: Store, uid: string): Promise<RefreshState> => {
  const refresh = (await refreshes.read(store, projectScope(uid), refreshId))?.document
  const { running } = refresh ?? {}
  const id = running?.operation ?? refresh?.lastOperation
  if (id === undefined) return { refresh, last: undefined }
  const operation = (await operations.read(store, operationPartition, id))?.document
  if (operation?.work !== 'refresh') {
    // The claim is the first write of a refresh, and its operation the next.
    if (!running) return { refresh, last: undefined }
    const { full, claimedAt: startedAt } = running
    return { refresh, last: { operation: id, status: 'Running', full, startedAt, changes: noChanges } }
  }
  const { status, full, startedAt, endedAt, error, changes = noChanges } = operation
  const last: LastRefresh = {
    operation: id,
    status: status === 'NotStarted' ? 'Running' : status,
    full,
    startedAt,
    endedAt,
    error,
    changes,
  }
  return { refresh, last }
}
