import type { DatabaseSync } from 'node:sqlite'
import { isFinal } from './instances.ts'
import type { Instance, InstanceTable } from './instances.ts'

/** A task id of one execution; late results of another execution do not match it. */
export interface TaskKey {
  readonly instance: string
  readonly execution: string
  readonly task: number
}

export interface ActivityRow extends TaskKey {
  readonly name: string
  /** JSON text sent to the activity, or null for none. */
  readonly payload: string | null
}

export interface TimerRow extends TaskKey {
  /** Milliseconds since 1970. */
  readonly fireAt: number
}

/** A message that waits for its instance; with an execution it is for that one only. */
export interface Waiting {
  readonly seq: number
  readonly execution: string | null
  /** JSON text of a `Happening`. */
  readonly event: string
}

/** All changes of one step of one instance: they are kept together or not at all. */
export interface Step {
  /** The instance after the step. */
  readonly instance: Instance
  /** Sequence numbers of the messages that are used up. */
  readonly consumed: readonly number[]
  /** Where `history` begins; with 0, older events are removed. */
  readonly historyFrom: number
  readonly history: readonly string[]
  readonly activities: readonly ActivityRow[]
  readonly timers: readonly TimerRow[]
}

/** The writes of one step; to be run in a transaction. */
export const openSteps = (sqlite: DatabaseSync, instances: InstanceTable): ((step: Step) => void) => {
  const insertHistory = sqlite.prepare('INSERT INTO history (instance, seq, event) VALUES (?, ?, ?)')
  const clearHistory = sqlite.prepare('DELETE FROM history WHERE instance = ?')
  const deleteInbox = sqlite.prepare('DELETE FROM inbox WHERE seq = ?')
  const insertActivity = sqlite.prepare(
    'INSERT INTO activities (instance, execution, task, name, payload) VALUES (?, ?, ?, ?, ?)',
  )
  const insertTimer = sqlite.prepare(
    'INSERT INTO timers (instance, execution, task, fire_at) VALUES (?, ?, ?, ?)',
  )
  const clearTimers = sqlite.prepare('DELETE FROM timers WHERE instance = ?')
  return ({ instance, consumed, historyFrom, history, activities, timers }) => {
    const { id, status } = instance
    for (const seq of consumed) deleteInbox.run(seq)
    if (historyFrom === 0) clearHistory.run(id)
    if (historyFrom === 0 || isFinal(status)) clearTimers.run(id)
    for (const [index, event] of history.entries()) insertHistory.run(id, historyFrom + index, event)
    for (const { execution, task, name, payload } of activities)
      insertActivity.run(id, execution, task, name, payload)
    for (const { execution, task, fireAt } of timers) insertTimer.run(id, execution, task, fireAt)
    instances.update(instance)
  }
}
