import { RetryOptions } from 'durable-functions'
import { newExecution, restoreExecution } from '../../../../../local/host/durable/execution.ts'
import type { Execution } from '../../../../../local/host/durable/execution.ts'
import type { Waiting } from '../../../../../local/host/durable/step.ts'
import { takeTurn } from '../../../../../local/host/durable/turn.ts'
import { newInstance, turnDeps } from './simulation.ts'
import type { Run } from './simulation.ts'

export const now = 1_000_000
export const message = (seq: number, event: object, execution: string | null = 'e'): Waiting => ({
  seq,
  execution,
  event: JSON.stringify(event),
})
export const done = (seq: number, task: number, result: unknown = null, execution = 'e') =>
  message(seq, { EventType: 5, TaskScheduledId: task, Result: JSON.stringify(result) }, execution)
export const failed = (seq: number, task: number) =>
  message(seq, { EventType: 6, TaskScheduledId: task, Reason: 'reason', Details: 'details' })
export const fired = (seq: number, task: number) =>
  message(seq, { EventType: 11, TimerId: task, FireAt: new Date(now).toISOString() })

/** An instance that takes one turn after the other, as its host has it take them. */
export const instanceOf = (run: Run, taskLimit?: number) => {
  const deps = turnDeps(run, () => now, taskLimit)
  const history: string[] = []
  let execution: Execution = newExecution(newInstance())
  return {
    /** As after a restart of the host. */
    reload: () => {
      execution = restoreExecution(execution.instance, history)
    },
    turn: async (...inbox: readonly Waiting[]) => {
      const turn = await takeTurn(execution, inbox, deps)
      execution = turn.execution ?? execution
      history.push(...turn.step.history)
      return turn.step
    },
  }
}

export const retryOf = (attempts: number, more: Partial<RetryOptions> = {}) =>
  Object.assign(new RetryOptions(100, attempts), more)
