import * as fc from 'fast-check'
import { RetryOptions, type OrchestrationContext, type Task } from 'durable-functions'

/** One thing a random orchestrator waits for; `key` is unique in its program. */
export type Step =
  | { kind: 'activity' | 'timer' | 'event' | 'sub'; key: string }
  | { kind: 'retry' | 'retrySub'; key: string; failures: number; attempts: number }
  | { kind: 'all' | 'any'; key: string; steps: Step[] }

/** A program waits for its steps in order; after an `any` it goes on waiting for the losers if `drains`. */
export interface Program {
  steps: Step[]
  drains: boolean
}

const leaf = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('activity', 'timer', 'event', 'sub').map((kind) => ({ kind })) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('retry', 'retrySub'),
      failures: fc.nat(3),
      attempts: fc.integer({ min: 1, max: 3 }),
    }),
  },
)

const { step } = fc.letrec((tie) => ({
  step: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    leaf,
    fc.record({
      kind: fc.constantFrom('all', 'any'),
      steps: fc.array(tie('step'), { minLength: 1, maxLength: 4 }),
    }),
  ),
}))

function named(value: unknown, key: string): Step {
  const raw = value as Step & { steps?: unknown[] }
  if (raw.kind !== 'all' && raw.kind !== 'any') return { ...raw, key }
  return { kind: raw.kind, key, steps: raw.steps.map((child, index) => named(child, `${key}.${index}`)) }
}

export const programs: fc.Arbitrary<Program> = fc.record({
  steps: fc
    .array(step, { minLength: 1, maxLength: 5 })
    .map((steps) => steps.map((raw, index) => named(raw, `k${index}`))),
  drains: fc.boolean(),
})

/** Names of the external events a program waits for. */
export const eventsOf = (steps: readonly Step[]): string[] =>
  steps.flatMap((step) => ('steps' in step ? eventsOf(step.steps) : step.kind === 'event' ? [step.key] : []))

/** All outcomes a step may have: a value, or the key of what failed. */
export function isPossible(step: Step, outcome: unknown): boolean {
  switch (step.kind) {
    case 'timer':
      return outcome === null
    case 'activity':
    case 'event':
    case 'sub':
      return outcome === `ok ${step.key}`
    case 'retry':
    case 'retrySub':
      return outcome === (step.failures >= step.attempts ? `failed ${step.key}` : `ok ${step.key}`)
    case 'any':
      return step.steps.some((child) => isPossible(child, outcome))
    case 'all':
      return Array.isArray(outcome)
        ? outcome.length === step.steps.length &&
            step.steps.every((child, index) => isPossible(child, outcome[index]))
        : step.steps.some((child) => typeof outcome === 'string' && isPossible(child, outcome))
  }
}

const failedKey = (error: unknown): string =>
  /failed k[\d.]+/.exec(String(error))?.[0] ?? `unexpected: ${String(error)}`

interface Open {
  step: Step
  task: Task
}

const isSettled = ({ task }: Open) => task.isCompleted || task.isFaulted

/** The generator function of a program; it answers the outcome of every step it waited for. */
export const generatorOf = (program: Program) =>
  function* run(context: OrchestrationContext): Generator<Task, [string, unknown][], unknown> {
    const children = new Map<Task, Open[]>()
    const build = (step: Step): Task => {
      const { df } = context
      switch (step.kind) {
        case 'activity':
          return df.callActivity('work', { key: step.key, failures: 0 })
        case 'sub':
          return df.callSubOrchestrator('work', { key: step.key, failures: 0 })
        case 'timer':
          return df.createTimer(new Date(df.currentUtcDateTime.getTime() + 1000))
        case 'event':
          return df.waitForExternalEvent(step.key)
        case 'retry':
        case 'retrySub': {
          const options = new RetryOptions(10, step.attempts)
          const input = { key: step.key, failures: step.failures }
          return step.kind === 'retry'
            ? df.callActivityWithRetry('work', options, input)
            : df.callSubOrchestratorWithRetry('work', options, input)
        }
        case 'all':
        case 'any': {
          const open = step.steps.map((child) => ({ step: child, task: build(child) }))
          const task = df.Task[step.kind](open.map((entry) => entry.task))
          children.set(task, open)
          return task
        }
      }
    }
    function* outcomeOf({ step, task }: Open): Generator<Task, unknown, unknown> {
      try {
        return valueOf(step, yield task)
      } catch (error) {
        return failedKey(error)
      }
    }
    const valueOf = (step: Step, value: unknown): unknown => {
      if (step.kind === 'timer') return null
      if (step.kind === 'all')
        return step.steps.map((child, index) => valueOf(child, (value as unknown[])[index]))
      if (step.kind !== 'any') return value
      const winner = value as Task
      const child = step.steps.find((_, index) => childrenOf(step)[index] === winner)
      if (child === undefined) return 'unexpected winner'
      return winner.isFaulted ? failedKey(winner.result) : valueOf(child, winner.result)
    }
    const childrenOf = (step: Step): Task[] => {
      for (const open of children.values())
        if ('steps' in step && open[0]?.step === step.steps[0]) return open.map((o) => o.task)
      return []
    }
    const outcomes: [string, unknown][] = []
    for (const step of program.steps) {
      const task = build(step)
      outcomes.push([step.key, yield* outcomeOf({ step, task })])
      if (step.kind !== 'any' || !program.drains) continue
      // Waits again for tasks that are under way already, which lists their actions a second time.
      let losers = (children.get(task) ?? []).filter((open) => !isSettled(open))
      while (losers.length > 0) {
        const winner = yield context.df.Task.any(losers.map((open) => open.task))
        const open = losers.find((candidate) => candidate.task === winner)
        if (open === undefined) return [['unexpected winner', null]]
        const value = open.task.isFaulted ? failedKey(open.task.result) : valueOf(open.step, open.task.result)
        outcomes.push([open.step.key, value])
        losers = losers.filter((candidate) => !isSettled(candidate))
      }
    }
    return outcomes
  }

export const stepsByKey = (steps: readonly Step[]): Map<string, Step> =>
  new Map(
    steps.flatMap((step): [string, Step][] => [
      [step.key, step],
      ...('steps' in step ? stepsByKey(step.steps) : []),
    ]),
  )
