import type { Database } from '../store/database.ts'
import { integer, nullableText, type Row, text } from '../store/rows.ts'
import {
  deleteInstance,
  type Instance,
  insertInstance,
  isFinal,
  readInstance,
  type Status,
} from './instances.ts'

/** A task id of one execution; late results of another execution do not match it. */
export interface TaskKey {
  instance: string
  execution: string
  task: number
}

export interface ActivityRow extends TaskKey {
  name: string
  /** JSON text sent to the activity, or nothing. */
  payload: string | null
}

export interface TimerRow extends TaskKey {
  /** Milliseconds since 1970. */
  fireAt: number
}

/** A message for an instance; with an execution it is for that one only. */
export interface Message {
  instance: string
  execution: string | null
  /** JSON text of a `Happening`. */
  event: string
}

/** All changes of one step of one instance: they are kept together or not at all. */
export interface Step {
  id: string
  /** Sequence numbers of the messages that are used up. */
  consumed: readonly number[]
  /** Where `history` begins; with 0, older events are removed. */
  historyFrom: number
  history: readonly string[]
  activities: readonly ActivityRow[]
  timers: readonly TimerRow[]
  canceledTimers: readonly TaskKey[]
  children: readonly Instance[]
  messages: readonly Message[]
  state: Pick<Instance, 'execution' | 'status' | 'input' | 'output' | 'customStatus' | 'updated'>
}

export interface DurableStore {
  commit: (step: Step) => void
  /** Adds an instance, in place of a finished one of the same id; false if one is still going on. */
  start: (instance: Instance) => boolean
  instance: (id: string) => Instance | undefined
  history: (id: string) => string[]
  inbox: (id: string) => { seq: number; execution: string | null; event: string }[]
  /** Adds a message unless the instance is gone or finished; answers what it found. */
  send: (message: Message) => Status | undefined
  finishActivity: (key: TaskKey, event: string) => void
  activities: () => ActivityRow[]
  /** Turns due timers into messages and answers them. */
  fireTimers: (now: number, toEvent: (timer: TimerRow) => string) => TimerRow[]
  nextTimer: () => number | undefined
  /** Ids of instances with something to do. */
  unfinished: () => string[]
  /** Removes a finished instance with all that belongs to it. */
  purge: (id: string) => boolean
  finishedBefore: (time: number, limit: number) => string[]
}

const taskKey = (row: Row): TaskKey => ({
  instance: text(row, 'instance'),
  execution: text(row, 'execution'),
  task: integer(row, 'task'),
})

/** Orchestration state in the state file. */
export function createDurableStore({ sqlite, transaction }: Database): DurableStore {
  const selectHistory = sqlite.prepare('SELECT event FROM history WHERE instance = ? ORDER BY seq')
  const insertHistory = sqlite.prepare('INSERT INTO history (instance, seq, event) VALUES (?, ?, ?)')
  const clearHistory = sqlite.prepare('DELETE FROM history WHERE instance = ?')
  const selectInbox = sqlite.prepare(
    'SELECT seq, execution, event FROM inbox WHERE instance = ? ORDER BY seq',
  )
  const insertInbox = sqlite.prepare('INSERT INTO inbox (instance, execution, event) VALUES (?, ?, ?)')
  const deleteInbox = sqlite.prepare('DELETE FROM inbox WHERE seq = ?')
  const insertActivity = sqlite.prepare(
    'INSERT INTO activities (instance, execution, task, name, payload) VALUES (?, ?, ?, ?, ?)',
  )
  const deleteActivity = sqlite.prepare(
    'DELETE FROM activities WHERE instance = ? AND execution = ? AND task = ?',
  )
  const insertTimer = sqlite.prepare(
    'INSERT INTO timers (instance, execution, task, fire_at) VALUES (?, ?, ?, ?)',
  )
  const deleteTimer = sqlite.prepare('DELETE FROM timers WHERE instance = ? AND execution = ? AND task = ?')
  const clearTimers = sqlite.prepare('DELETE FROM timers WHERE instance = ?')
  const dueTimers = sqlite.prepare('SELECT * FROM timers WHERE fire_at <= ? ORDER BY fire_at LIMIT 500')
  const firstTimer = sqlite.prepare('SELECT min(fire_at) AS time FROM timers')
  const allActivities = sqlite.prepare('SELECT * FROM activities')
  const selectUnfinished = sqlite.prepare(
    `SELECT id FROM instances WHERE status IN ('Pending', 'Running', 'Suspended') AND (
       EXISTS (SELECT 1 FROM inbox WHERE instance = id) OR NOT EXISTS (SELECT 1 FROM history WHERE instance = id))`,
  )
  const selectFinished = sqlite.prepare(
    `SELECT id FROM instances WHERE status IN ('Completed', 'Failed', 'Terminated') AND updated < ? LIMIT ?`,
  )
  const updateState = sqlite.prepare(
    'UPDATE instances SET execution = ?, status = ?, input = ?, output = ?, custom_status = ?, updated = ? WHERE id = ?',
  )
  const instances = {
    insert: insertInstance(sqlite),
    read: readInstance(sqlite),
    delete: deleteInstance(sqlite),
  }

  const add = (instance: Instance): boolean => {
    const existing = instances.read(instance.id)
    if (existing !== undefined && !isFinal(existing.status)) return false
    if (existing !== undefined) instances.delete(instance.id)
    instances.insert(instance)
    return true
  }

  const write = (step: Step) => {
    const { execution, status, input, output, customStatus, updated } = step.state
    for (const seq of step.consumed) deleteInbox.run(seq)
    if (step.historyFrom === 0) {
      clearHistory.run(step.id)
      clearTimers.run(step.id)
    }
    for (const [index, event] of step.history.entries())
      insertHistory.run(step.id, step.historyFrom + index, event)
    for (const row of step.activities) {
      insertActivity.run(row.instance, row.execution, row.task, row.name, row.payload)
    }
    for (const row of step.timers) insertTimer.run(row.instance, row.execution, row.task, row.fireAt)
    for (const row of step.canceledTimers) deleteTimer.run(row.instance, row.execution, row.task)
    if (isFinal(status)) clearTimers.run(step.id)
    for (const child of step.children) {
      if (!add(child)) refuseChild(child, insertInbox)
    }
    for (const { instance, execution: target, event } of step.messages)
      insertInbox.run(instance, target, event)
    updateState.run(execution, status, input, output, customStatus, updated, step.id)
  }

  return {
    commit: (step) => {
      transaction(() => {
        write(step)
      })
    },
    start: (instance) => transaction(() => add(instance)),
    instance: instances.read,
    history: (id) => selectHistory.all(id).map((row) => text(row, 'event')),
    inbox: (id) =>
      selectInbox.all(id).map((row) => ({
        seq: integer(row, 'seq'),
        execution: nullableText(row, 'execution'),
        event: text(row, 'event'),
      })),
    send: ({ instance, execution, event }) => {
      const status = instances.read(instance)?.status
      if (status !== undefined && !isFinal(status)) insertInbox.run(instance, execution, event)
      return status
    },
    finishActivity: ({ instance, execution, task }, event) => {
      transaction(() => {
        // No row: the instance was purged meanwhile.
        const { changes } = deleteActivity.run(instance, execution, task)
        const target = changes === 0 ? undefined : instances.read(instance)
        if (target?.execution === execution && !isFinal(target.status))
          insertInbox.run(instance, execution, event)
      })
    },
    activities: () =>
      allActivities
        .all()
        .map((row) => ({ ...taskKey(row), name: text(row, 'name'), payload: nullableText(row, 'payload') })),
    fireTimers: (now, toEvent) =>
      transaction(() => {
        const timers = dueTimers.all(now).map((row) => ({ ...taskKey(row), fireAt: integer(row, 'fire_at') }))
        for (const timer of timers) {
          deleteTimer.run(timer.instance, timer.execution, timer.task)
          insertInbox.run(timer.instance, timer.execution, toEvent(timer))
        }
        return timers
      }),
    nextTimer: () => {
      const row = firstTimer.get()
      return row === undefined || row['time'] === null ? undefined : integer(row, 'time')
    },
    unfinished: () => selectUnfinished.all().map((row) => text(row, 'id')),
    purge: (id) =>
      transaction(() => {
        const existing = instances.read(id)
        if (existing === undefined || !isFinal(existing.status)) return false
        instances.delete(id)
        return true
      }),
    finishedBefore: (time, limit) => selectFinished.all(time, limit).map((row) => text(row, 'id')),
  }
}

function refuseChild(child: Instance, insertInbox: ReturnType<Database['sqlite']['prepare']>): void {
  if (child.parent === null) return
  const { instance, execution, task } = child.parent
  const Reason = `The sub-orchestration instance "${child.id}" is already running.`
  const event = JSON.stringify({ EventType: 9, TaskScheduledId: task, Reason, Details: '' })
  insertInbox.run(instance, execution, event)
}
