import type { DatabaseSync } from 'node:sqlite'
import type { BatchResult } from '../../domain/ports/store.ts'
import type { FileHealth } from './file-health.ts'
import type { Statements } from './statements.ts'

/** Maximum number of pending batches. A full group is written immediately. */
const groupSize = 64

type Work = () => BatchResult

interface PendingBatch {
  readonly work: Work
  readonly resolve: (result: BatchResult) => void
  readonly reject: (error: unknown) => void
}

type Outcome = { readonly result: BatchResult } | { readonly error: unknown }

export interface GroupCommit {
  /** Writes a batch together with the other batches of the same event-loop turn. Resolves when the batch is on disk. */
  submit(work: Work): Promise<BatchResult>
  /** Writes the pending batches immediately. */
  flush(): void
}

/**
 * Writes all batches of an event-loop turn in one transaction with one fsync, because fsyncs bound the throughput. Each batch
 * runs in its own savepoint, so a failed batch does not affect the others. `cleanUp` runs at the end of each group. `health`
 * learns how writes end.
 */
export const createGroupCommit = (
  db: DatabaseSync,
  statements: Statements,
  cleanUp: () => void,
  health: Pick<FileHealth, 'failed' | 'wrote'>,
): GroupCommit => {
  let pending: PendingBatch[] = []
  let timer: NodeJS.Immediate | undefined
  let followUpScheduled = false
  const begin = statements('BEGIN IMMEDIATE')
  const commit = statements('COMMIT')
  const rollback = statements('ROLLBACK')
  const save = statements('SAVEPOINT one')
  const release = statements('RELEASE one')
  const undo = statements('ROLLBACK TO one')

  /** @throws the error that aborted the whole transaction, for example a full disk */
  const attempt = (work: Work): Outcome => {
    save.run()
    let outcome: Outcome
    try {
      outcome = { result: work() }
    } catch (error) {
      if (!db.isTransaction) throw error
      outcome = { error }
    }
    if ('error' in outcome || !outcome.result.ok) undo.run()
    release.run()
    return outcome
  }

  const transact = (run: () => readonly Outcome[]): readonly Outcome[] => {
    begin.run()
    try {
      const outcomes = run()
      commit.run()
      health.wrote()
      return outcomes
    } catch (error) {
      if (db.isTransaction) rollback.run()
      throw error
    }
  }

  const runAlone = ({ work }: PendingBatch): Outcome => {
    try {
      return transact(() => [attempt(work)])[0] ?? { error: new Error('A batch has no outcome') }
    } catch (error) {
      return { error }
    }
  }

  const runGroup = (group: readonly PendingBatch[]): readonly Outcome[] => {
    let aborted = false
    try {
      return transact(() => {
        aborted = true
        const outcomes = group.map(({ work }) => attempt(work))
        cleanUp()
        aborted = false
        return outcomes
      })
    } catch (error) {
      // If one batch aborted the transaction before the commit, each batch gets its own transaction.
      return aborted ? group.map(runAlone) : group.map(() => ({ error }))
    }
  }

  const flush = (): void => {
    clearImmediate(timer)
    timer = undefined
    const group = pending
    if (group.length === 0) return
    pending = []
    runGroup(group).forEach((outcome, index) => {
      const { resolve, reject } = group[index] ?? {}
      if ('error' in outcome) reject?.(health.failed(outcome.error))
      else resolve?.(outcome.result)
    })
  }

  /**
   * Writes the follow-up batches of this group, such as leases that waited for it, before the next turn, which is long under
   * load. There is one follow-up per turn, so that a chain of batches does not block requests.
   */
  const flushTurn = (): void => {
    flush()
    followUpScheduled = true
    // The tick runs after the microtasks that continue with the outcome.
    queueMicrotask(() =>
      process.nextTick(() => {
        followUpScheduled = false
        flush()
      }),
    )
  }

  return {
    submit: async (work) =>
      new Promise((resolve, reject) => {
        pending.push({ work, resolve, reject })
        if (pending.length >= groupSize) flush()
        else if (!followUpScheduled) timer ??= setImmediate(flushTurn)
      }),
    flush,
  }
}
