import type { DatabaseSync } from 'node:sqlite'
import type { Database } from '../store/database.ts'
import { integer, nullableText, text } from '../store/rows.ts'
import type { Row } from '../store/rows.ts'
import { isFinal, openInstances } from './instances.ts'
import type { Instance } from './instances.ts'
import { openSteps } from './step.ts'
import type { ActivityRow, Step, TaskKey, TimerRow, Waiting } from './step.ts'

export interface DurableStore {
  readonly commit: (step: Step) => void
  /** Adds an instance, in place of a finished one of the same id; returns one that has not finished, and adds none. */
  readonly start: (instance: Instance) => Instance | undefined
  readonly instance: (id: string) => Instance | undefined
  readonly history: (id: string) => readonly string[]
  readonly inbox: (id: string) => readonly Waiting[]
  /** Turns an activity into a message about its end. */
  readonly finishActivity: (key: TaskKey, event: string) => void
  readonly activities: () => readonly ActivityRow[]
  /**
   * Moves timers that were set under a clock that was ahead: a step of their instance lies in the future. They fire after as long
   * as they were to wait then.
   */
  readonly correctTimers: (now: number) => void
  /** Turns due timers into messages and returns them. */
  readonly fireTimers: (now: number, toEvent: (timer: TimerRow) => string) => readonly TimerRow[]
  readonly nextTimer: () => number | undefined
  /** Ids of instances that have a message, or have not begun. */
  readonly unfinished: () => readonly string[]
  /** Adds a message to an instance, whatever its execution. */
  readonly send: (id: string, event: string) => void
  /** Removes an instance with all that belongs to it. */
  readonly remove: (id: string) => void
  /** Removes instances that a filter matches, up to `limit`; returns their number. */
  readonly purge: (filter: PurgeFilter, limit: number) => number
}

export interface PurgeFilter {
  readonly createdFrom: number
  readonly createdTo: number
  /** Final states; without one, instances of any state match. */
  readonly statuses: readonly string[]
}

const taskKey = (row: Row): TaskKey => ({
  instance: text(row, 'instance'),
  execution: text(row, 'execution'),
  task: integer(row, 'task'),
})

const openReads = (sqlite: DatabaseSync) => {
  const selectHistory = sqlite.prepare('SELECT event FROM history WHERE instance = ? ORDER BY seq')
  const selectInbox = sqlite.prepare(
    'SELECT seq, execution, event FROM inbox WHERE instance = ? ORDER BY seq',
  )
  const allActivities = sqlite.prepare('SELECT * FROM activities')
  const firstTimer = sqlite.prepare('SELECT min(fire_at) AS time FROM timers')
  const selectUnfinished = sqlite.prepare(
    `SELECT id FROM instances WHERE status NOT IN ('Completed', 'Failed', 'Terminated') AND (
       EXISTS (SELECT 1 FROM inbox WHERE instance = id) OR NOT EXISTS (SELECT 1 FROM history WHERE instance = id))`,
  )
  return {
    history: (id: string) => selectHistory.all(id).map((row) => text(row, 'event')),
    inbox: (id: string) =>
      selectInbox.all(id).map((row) => ({
        seq: integer(row, 'seq'),
        execution: nullableText(row, 'execution'),
        event: text(row, 'event'),
      })),
    activities: () =>
      allActivities
        .all()
        .map((row) => ({ ...taskKey(row), name: text(row, 'name'), payload: nullableText(row, 'payload') })),
    nextTimer: () => {
      const row = firstTimer.get()
      return row === undefined || row['time'] === null ? undefined : integer(row, 'time')
    },
    unfinished: () => selectUnfinished.all().map((row) => text(row, 'id')),
  }
}

/** Clocks that agree differ by less, in milliseconds. */
const clockTolerance = 60_000

const readAhead = (row: Row) => ({ id: text(row, 'id'), updated: integer(row, 'updated') })

/** Orchestrations in the state file. */
export const createDurableStore = ({ sqlite, transaction }: Database): DurableStore => {
  const instances = openInstances(sqlite)
  const writeStep = openSteps(sqlite, instances)
  const insertInbox = sqlite.prepare('INSERT INTO inbox (instance, execution, event) VALUES (?, ?, ?)')
  const deleteActivity = sqlite.prepare(
    'DELETE FROM activities WHERE instance = ? AND execution = ? AND task = ?',
  )
  const deleteTimer = sqlite.prepare('DELETE FROM timers WHERE instance = ? AND execution = ? AND task = ?')
  const dueTimers = sqlite.prepare('SELECT * FROM timers WHERE fire_at <= ? ORDER BY fire_at LIMIT 500')
  const aheadOf = sqlite.prepare(
    'SELECT id, updated FROM instances WHERE updated > ? AND id IN (SELECT instance FROM timers)',
  )
  const moveTimers = sqlite.prepare('UPDATE timers SET fire_at = fire_at + ? WHERE instance = ?')
  const setUpdated = sqlite.prepare('UPDATE instances SET updated = ? WHERE id = ?')
  const selectPurged = sqlite.prepare(
    `SELECT id FROM instances WHERE created BETWEEN ? AND ?
     AND (? = '[]' OR status IN (SELECT value FROM json_each(?))) LIMIT ?`,
  )

  const start = (instance: Instance): Instance | undefined => {
    const existing = instances.read(instance.id)
    if (existing !== undefined && !isFinal(existing.status)) return existing
    if (existing !== undefined) instances.remove(instance.id)
    instances.insert(instance)
    return undefined
  }

  const finishActivity = ({ instance, execution, task }: TaskKey, event: string): void => {
    // No row: the instance was replaced meanwhile.
    const { changes } = deleteActivity.run(instance, execution, task)
    const target = changes === 0 ? undefined : instances.read(instance)
    if (target?.execution === execution && !isFinal(target.status))
      insertInbox.run(instance, execution, event)
  }

  const fireTimers: DurableStore['fireTimers'] = (now, toEvent) => {
    const timers = dueTimers.all(now).map((row) => ({ ...taskKey(row), fireAt: integer(row, 'fire_at') }))
    for (const timer of timers) {
      const { instance, execution, task } = timer
      deleteTimer.run(instance, execution, task)
      insertInbox.run(instance, execution, toEvent(timer))
    }
    return timers
  }

  const correctTimers = (now: number): void => {
    for (const { id, updated } of aheadOf.all(now + clockTolerance).map(readAhead)) {
      moveTimers.run(now - updated, id)
      setUpdated.run(now, id)
    }
  }

  const purge = ({ createdFrom, createdTo, statuses }: PurgeFilter, limit: number): number => {
    const wanted = JSON.stringify(statuses)
    const found = selectPurged.all(createdFrom, createdTo, wanted, wanted, limit)
    for (const row of found) instances.remove(text(row, 'id'))
    return found.length
  }

  return {
    ...openReads(sqlite),
    instance: instances.read,
    commit: (step) => transaction(() => writeStep(step)),
    start: (instance) => transaction(() => start(instance)),
    finishActivity: (key, event) => transaction(() => finishActivity(key, event)),
    correctTimers: (now) => {
      // Most often there is none, and nothing to write.
      if (aheadOf.get(now + clockTolerance)) transaction(() => correctTimers(now))
    },
    fireTimers: (now, toEvent) => transaction(() => fireTimers(now, toEvent)),
    send: (id, event) => transaction(() => void insertInbox.run(id, null, event)),
    remove: (id) => transaction(() => instances.remove(id)),
    purge: (filter, limit) => transaction(() => purge(filter, limit)),
  }
}
