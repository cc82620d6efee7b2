import type { DatabaseSync } from 'node:sqlite'
import type { BatchResult } from '../../domain/ports/store.ts'
import { mapSqliteError } from './errors.ts'
import type { Statements } from './statements.ts'

/** Batches that wait at most; then they are written at once. */
const groupSize = 64

type Work = () => BatchResult

interface Waiting {
  readonly work: Work
  readonly resolve: (result: BatchResult) => void
  readonly reject: (error: unknown) => void
}

type Outcome = { readonly result: BatchResult } | { readonly error: unknown }

export interface GroupCommit {
  /** Writes with others that come in the same turn of the event loop; resolves when that is on disk. */
  submit(work: Work): Promise<BatchResult>
  /** Writes what waits, now. */
  flush(): void
}

/**
 * One transaction, and so one fsync, for all batches of a turn: that is what bounds throughput. Each runs in a savepoint
 * of its own, so one that cannot be done leaves the others alone. `tidy` runs along at the end of each group.
 */
export const createGroupCommit = (
  db: DatabaseSync,
  statements: Statements,
  tidy: () => void,
): GroupCommit => {
  let waiting: Waiting[] = []
  let timer: NodeJS.Immediate | undefined
  let followed = false
  const begin = statements('BEGIN IMMEDIATE')
  const commit = statements('COMMIT')
  const rollback = statements('ROLLBACK')
  const save = statements('SAVEPOINT one')
  const release = statements('RELEASE one')
  const undo = statements('ROLLBACK TO one')

  /** @throws what broke the whole transaction: SQLite gives it up, for example, when the disk is full */
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
      return outcomes
    } catch (error) {
      if (db.isTransaction) rollback.run()
      throw error
    }
  }

  const alone = ({ work }: Waiting): Outcome => {
    try {
      return transact(() => [attempt(work)])[0] ?? { error: new Error('A batch had no outcome') }
    } catch (error) {
      return { error }
    }
  }

  const together = (group: readonly Waiting[]): readonly Outcome[] => {
    let broken = false
    try {
      return transact(() => {
        broken = true
        const outcomes = group.map(({ work }) => attempt(work))
        tidy()
        broken = false
        return outcomes
      })
    } catch (error) {
      // If one of them broke the transaction, nothing was tried to be committed, and the others need not suffer for it.
      return broken ? group.map(alone) : group.map(() => ({ error }))
    }
  }

  const flush = (): void => {
    clearImmediate(timer)
    timer = undefined
    const group = waiting
    if (group.length === 0) return
    waiting = []
    together(group).forEach((outcome, index) => {
      const { resolve, reject } = group[index] ?? {}
      if ('error' in outcome) reject?.(mapSqliteError(outcome.error))
      else resolve?.(outcome.result)
    })
  }

  /**
   * What this group's outcome leads to at once, such as the leases that waited for it, is written before the next turn,
   * which under load is long; once only, so that work which goes on and on lets requests in between.
   */
  const flushTurn = (): void => {
    flush()
    followed = true
    // Ticks come after all microtasks, and those are what goes on with the outcome.
    queueMicrotask(() =>
      process.nextTick(() => {
        followed = false
        flush()
      }),
    )
  }

  return {
    submit: async (work) =>
      new Promise((resolve, reject) => {
        waiting.push({ work, resolve, reject })
        if (waiting.length >= groupSize) flush()
        else if (!followed) timer ??= setImmediate(flushTurn)
      }),
    flush,
  }
}
