import { jest } from '@jest/globals'
import type { OrchestrationContext } from 'durable-functions'
import { newExecution, restoreExecution } from '../../../../../local/host/durable/execution.ts'
import type { Execution, Turn } from '../../../../../local/host/durable/execution.ts'
import type { Instance } from '../../../../../local/host/durable/instances.ts'
import { decide } from '../../../../../local/host/durable/orchestrator.ts'
import { eventTypes } from '../../../../../local/host/durable/protocol.ts'
import type { ActivityRow, TimerRow, Waiting } from '../../../../../local/host/durable/step.ts'
import { takeTurn } from '../../../../../local/host/durable/turn.ts'
import type { TurnDeps } from '../../../../../local/host/durable/turn.ts'

export const newInstance = (changes: Partial<Instance> = {}): Instance => ({
  id: 'i',
  execution: 'e',
  name: 'program',
  status: 'Pending',
  input: null,
  output: null,
  created: 0,
  updated: 0,
  ...changes,
})

export type Run = (context: OrchestrationContext) => Generator<unknown, unknown, never>

// The SDK's own executor; the package exports it, without types.
const { Orchestrator } = jest.requireActual<{
  Orchestrator: new (run: Run) => { listen: () => (trigger: unknown, context: object) => Promise<unknown> }
}>('durable-functions/lib/src/orchestrations/Orchestrator')

/** Dependencies of a turn that run the SDK's own executor over `run`. */
export const turnDeps = (run: Run, now: () => number, historyLimit = 20_000): TurnDeps => ({
  now,
  decide: async (_name, payload) =>
    decide(
      async (_fn, { inputData }) => {
        const parsed: unknown = JSON.parse(inputData[0]?.data.string ?? '')
        const respond = async () => ({})
        try {
          // A fresh executor for every turn, as for every invocation.
          const result: unknown = await new Orchestrator(run).listen()(parsed, {})
          return { result, error: undefined, respond }
        } catch (error) {
          return { result: undefined, error: error as Error, respond }
        }
      },
      { triggerName: 'trigger', registered: {} } as never,
      payload,
    ),
  isActivity: (name) => name === 'work',
  historyLimit,
})

/** Activities and timers that have begun, as functions that give the event of their end. */
const createWorld = (startTime: number) => {
  let now = startTime
  const attempts = new Map<string, number>()
  const endOf = ({ payload, task }: ActivityRow) => {
    const { key, failures } = JSON.parse(payload ?? '{}') as { key: string; failures: number }
    const attempt = (attempts.get(key) ?? 0) + 1
    attempts.set(key, attempt)
    return attempt <= failures
      ? {
          EventType: eventTypes.taskFailed,
          TaskScheduledId: task,
          Reason: `failed ${key}`,
          Details: 'details',
        }
      : {
          EventType: eventTypes.taskCompleted,
          TaskScheduledId: task,
          Result: JSON.stringify(`ok ${key}`),
        }
  }
  const fire = ({ task, fireAt }: TimerRow) => {
    now = Math.max(now, fireAt)
    return { EventType: eventTypes.timerFired, TimerId: task, FireAt: new Date(fireAt).toISOString() }
  }
  return {
    now: () => now,
    pass: (ms: number) => {
      now += ms
    },
    begin: ({ step: { activities, timers } }: Turn): readonly (() => object)[] => [
      ...activities.map((row) => () => endOf(row)),
      ...timers.map((row) => () => fire(row)),
    ],
  }
}

/**
 * Carries a program through to its end as the host does, but in the order that `choose` decides: which of the open tasks
 * ends next, how many of them meet in one turn, and whether the execution is read back from its history. Returns the
 * final state, or 'Running' if nothing is open any more, which would be a hang.
 */
export const simulate = async (run: Run, choose: (count: number) => number) => {
  const world = createWorld(1_000_000)
  const deps = turnDeps(run, world.now)
  let seq = 0
  let inbox: readonly Waiting[] = []
  const open: (() => object)[] = []
  let execution: Execution | undefined = newExecution(newInstance())
  const history: string[] = []
  for (let turns = 0; turns < 500; turns += 1) {
    const turn: Turn = await takeTurn(execution, inbox, deps)
    inbox = inbox.filter((waiting) => !turn.step.consumed.includes(waiting.seq))
    history.push(...turn.step.history)
    open.push(...world.begin(turn))
    const { status, output } = turn.step.instance
    if (turn.execution === undefined) return { status, output, history }
    execution = choose(3) === 0 ? restoreExecution(turn.execution.instance, history) : turn.execution
    if (inbox.length > 0 && choose(2) === 0) continue
    if (inbox.length === 0 && open.length === 0) return { status, output, history }
    for (let more = open.length === 0 ? 0 : 1 + choose(open.length); more > 0; more -= 1) {
      const [end] = open.splice(choose(open.length), 1)
      world.pass(choose(5))
      seq += 1
      if (end !== undefined) inbox = [...inbox, { seq, execution: null, event: JSON.stringify(end()) }]
    }
  }
  throw new Error('The simulation does not end')
}
