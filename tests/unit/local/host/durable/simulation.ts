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
export const turnDeps = (run: Run, now: () => number, taskLimit = 100_000): TurnDeps => ({
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
  taskLimit,
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
    attempts,
    pass: (ms: number) => {
      now += ms
    },
    begin: ({ step: { activities, timers } }: Turn): readonly (() => object)[] => [
      ...activities.map((row) => () => endOf(row)),
      ...timers.map((row) => () => fire(row)),
    ],
  }
}

/** The part of a simulation that lies outside of the host: tasks that have begun, and messages of tasks that have ended. */
const createMail = (world: ReturnType<typeof createWorld>, choose: (count: number) => number) => {
  let seq = 0
  let inbox: readonly Waiting[] = []
  const open: { readonly execution: string; readonly end: () => object }[] = []
  return {
    inbox: () => inbox,
    isEmpty: () => inbox.length === 0 && open.length === 0,
    take: (turn: Turn) => {
      inbox = inbox.filter((waiting) => !turn.step.consumed.includes(waiting.seq))
      const { execution } = turn.step.instance
      open.push(...world.begin(turn).map((end) => ({ execution, end })))
    },
    /** Some of the open tasks end, in any order. */
    deliver: () => {
      for (let more = open.length === 0 ? 0 : 1 + choose(open.length); more > 0; more -= 1) {
        const [ended] = open.splice(choose(open.length), 1)
        world.pass(choose(5))
        seq += 1
        if (ended === undefined) continue
        inbox = [...inbox, { seq, execution: ended.execution, event: JSON.stringify(ended.end()) }]
      }
    },
  }
}

/**
 * Carries a program through to its end as the host does, but in the order that `choose` decides: which of the open tasks
 * ends next, how many of them meet in one turn, and whether the execution is read back from its history. Returns the
 * final state, or 'Running' if nothing is open any more, which would be a hang. `left` tells whether an execution ended
 * before its tasks.
 */
export const simulate = async (run: Run, choose: (count: number) => number) => {
  const world = createWorld(1_000_000)
  const deps = turnDeps(run, world.now)
  const mail = createMail(world, choose)
  let execution: Execution | undefined = newExecution(newInstance())
  let history: string[] = []
  let left = false
  for (let turns = 0; turns < 500; turns += 1) {
    const turn: Turn = await takeTurn(execution, mail.inbox(), deps)
    mail.take(turn)
    const { instance, historyFrom } = turn.step
    const isOver = turn.execution === undefined || instance.execution !== execution.instance.execution
    left ||= isOver && !mail.isEmpty()
    history = [...(historyFrom === 0 ? [] : history), ...turn.step.history]
    const { status, output } = instance
    const end = { status, output, history, left, attempts: world.attempts }
    if (turn.execution === undefined) return end
    execution = choose(3) === 0 ? restoreExecution(instance, history) : turn.execution
    if (turn.execution.count === 0 || (mail.inbox().length > 0 && choose(2) === 0)) continue
    if (mail.isEmpty()) return end
    mail.deliver()
  }
  throw new Error('The simulation does not end')
}
