import { jest } from '@jest/globals'
import type { OrchestrationContext } from 'durable-functions'
import {
  type Execution,
  newExecution,
  restoreExecution,
  type Turn,
} from '../../../../../local/host/durable/execution.ts'
import { decide } from '../../../../../local/host/durable/orchestrator.ts'
import { EventType } from '../../../../../local/host/durable/protocol.ts'
import { takeTurn, type Waiting } from '../../../../../local/host/durable/turn.ts'
import type { Instance } from '../../../../../local/host/durable/instances.ts'

export const newInstance = (changes: Partial<Instance> = {}): Instance => ({
  id: 'i',
  execution: 'e',
  name: 'program',
  version: '',
  status: 'Pending',
  input: null,
  output: null,
  customStatus: null,
  created: 0,
  updated: 0,
  parent: null,
  ...changes,
})

export type Run = (context: OrchestrationContext) => Generator<unknown, unknown, never>

// The SDK's own executor; the package exports it, without types.
const { Orchestrator } = jest.requireActual<{
  Orchestrator: new (run: Run) => { listen: () => (trigger: unknown, context: object) => Promise<unknown> }
}>('durable-functions/lib/src/orchestrations/Orchestrator')

/** Dependencies of a turn that run the SDK's own executor over `run`. */
export function turnDependencies(run: Run, now: () => number, historyLimit = 20_000) {
  const warnings: string[] = []
  const decideWithSdk = async (_name: string, payload: string) =>
    decide(
      async (_fn, { inputData }) => {
        const parsed: unknown = JSON.parse(inputData[0]?.data.string ?? '')
        const respond = async () => Promise.resolve({})
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
    )
  return {
    warnings,
    now,
    decide: decideWithSdk,
    isActivity: (name: string) => name === 'work',
    isOrchestrator: (name: string) => name === 'work',
    warn: (message: string) => warnings.push(message),
    historyLimit,
  }
}

/**
 * Carries a program through to its end the way the host does, but in the order `choose` decides: which of the things
 * under way ends next, how many of them meet in one turn, and whether the execution is read back from its history.
 * Answers the final state, or 'Running' if nothing is under way any more, which would be a hang.
 */
export async function simulate(run: Run, events: readonly string[], choose: (count: number) => number) {
  let now = 1_000_000
  let seq = 0
  const inbox: Waiting[] = []
  const attempts = new Map<string, number>()
  const dependencies = turnDependencies(run, () => now)
  const underWay: (() => object)[] = events.map((name) => () => ({
    EventType: EventType.EventRaised,
    Name: name,
    Input: JSON.stringify(`ok ${name}`),
  }))

  const work = (payload: string | null, task: number, isChild: boolean) => () => {
    const { key, failures } = JSON.parse(payload ?? '{}') as { key: string; failures: number }
    const attempt = (attempts.get(key) ?? 0) + 1
    attempts.set(key, attempt)
    const failed = attempt <= failures
    const kinds = isChild
      ? [EventType.SubOrchestrationInstanceFailed, EventType.SubOrchestrationInstanceCompleted]
      : [EventType.TaskFailed, EventType.TaskCompleted]
    const common = { EventType: kinds[failed ? 0 : 1], TaskScheduledId: task }
    return failed
      ? { ...common, Reason: `failed ${key}`, Details: 'details' }
      : { ...common, Result: JSON.stringify(`ok ${key}`) }
  }

  const follow = ({ step }: Turn) => {
    for (const { task, payload } of step.activities) underWay.push(work(payload, task, false))
    for (const { input, parent } of step.children) underWay.push(work(input, parent?.task ?? -1, true))
    for (const { task, fireAt } of step.timers) {
      underWay.push(() => {
        now = Math.max(now, fireAt)
        return { EventType: EventType.TimerFired, TimerId: task, FireAt: new Date(fireAt).toISOString() }
      })
    }
  }

  let execution: Execution | undefined = newExecution(newInstance())
  const history: string[] = []
  for (let turns = 0; turns < 500; turns += 1) {
    const turn: Turn = await takeTurn(execution, inbox, dependencies)
    for (const consumed of turn.step.consumed) {
      inbox.splice(
        inbox.findIndex((waiting) => waiting.seq === consumed),
        1,
      )
    }
    history.push(...turn.step.history)
    follow(turn)
    const { status, output } = turn.step.state
    if (turn.execution === undefined) return { status, output, history, warnings: dependencies.warnings }
    execution = choose(3) === 0 ? restoreExecution(turn.execution.instance, history) : turn.execution
    if (inbox.length > 0 && choose(2) === 0) continue
    if (inbox.length === 0 && underWay.length === 0)
      return { status, output, history, warnings: dependencies.warnings }
    for (let more = underWay.length === 0 ? 0 : 1 + choose(underWay.length); more > 0; more -= 1) {
      const [end] = underWay.splice(choose(underWay.length), 1)
      now += choose(5)
      if (end !== undefined) inbox.push({ seq: (seq += 1), execution: null, event: JSON.stringify(end()) })
    }
  }
  throw new Error('The simulation does not end')
}
