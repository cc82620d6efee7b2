import * as fc from 'fast-check'
import { RetryOptions } from 'durable-functions'
import type { OrchestrationContext, Task } from 'durable-functions'

/** One thing that a random orchestrator waits for; `key` is unique in its program. */
export type Step =
  | { readonly kind: 'activity' | 'timer'; readonly key: string }
  | { readonly kind: 'retry'; readonly key: string; readonly failures: number; readonly attempts: number }
  | { readonly kind: 'all'; readonly key: string; readonly steps: readonly Step[] }

/** A program waits for its steps in order; after an `all` that failed it waits for the tasks still open if `drains`. */
export interface Program {
  readonly steps: readonly Step[]
  readonly drains: boolean
}

const leaf = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('activity', 'timer').map((kind) => ({ kind })) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('retry'),
      failures: fc.nat(3),
      attempts: fc.integer({ min: 1, max: 3 }),
    }),
  },
)

const { step } = fc.letrec((tie) => ({
  step: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    leaf,
    fc.record({ kind: fc.constant('all'), steps: fc.array(tie('step'), { minLength: 1, maxLength: 4 }) }),
  ),
}))

const named = (value: unknown, key: string): Step => {
  const raw = value as Step
  if (raw.kind !== 'all') return { ...raw, key }
  return { kind: raw.kind, key, steps: raw.steps.map((child, index) => named(child, `${key}.${index}`)) }
}

export const programs: fc.Arbitrary<Program> = fc.record({
  steps: fc
    .array(step, { minLength: 1, maxLength: 5 })
    .map((steps) => steps.map((raw, index) => named(raw, `k${index}`))),
  drains: fc.boolean(),
})

/** Whether a step may have this outcome: a value, or the key of what failed. */
export const isPossible = (step: Step, outcome: unknown): boolean => {
  switch (step.kind) {
    case 'timer':
      return outcome === null
    case 'activity':
      return outcome === `ok ${step.key}`
    case 'retry':
      return outcome === (step.failures >= step.attempts ? `failed ${step.key}` : `ok ${step.key}`)
    case 'all':
      return Array.isArray(outcome)
        ? outcome.length === step.steps.length &&
            step.steps.every((child, index) => isPossible(child, outcome[index]))
        : step.steps.some((child) => typeof outcome === 'string' && isPossible(child, outcome))
  }
}

const failedKey = (error: unknown): string =>
  /failed k[\d.]+/.exec(String(error))?.[0] ?? `unexpected: ${String(error)}`

const valueOf = (step: Step, value: unknown): unknown => {
  if (step.kind === 'timer') return null
  if (step.kind !== 'all') return value
  return step.steps.map((child, index) => valueOf(child, (value as readonly unknown[])[index]))
}

interface Open {
  readonly step: Step
  readonly task: Task
  readonly children: readonly Open[]
}

const build = (df: OrchestrationContext['df'], step: Step): Open => {
  const leaf = (task: Task): Open => ({ step, task, children: [] })
  switch (step.kind) {
    case 'activity':
      return leaf(df.callActivity('work', { key: step.key, failures: 0 }))
    case 'timer':
      return leaf(df.createTimer(new Date(df.currentUtcDateTime.getTime() + 1000)))
    case 'retry': {
      const input = { key: step.key, failures: step.failures }
      return leaf(df.callActivityWithRetry('work', new RetryOptions(10, step.attempts), input))
    }
    case 'all': {
      const children = step.steps.map((child) => build(df, child))
      return { step, task: df.Task.all(children.map(({ task }) => task)), children }
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

const isSettled = ({ task }: Open): boolean => task.isCompleted || task.isFaulted

/** The generator function of a program; it returns the outcome of every step that it waited for. */
export const generatorOf = ({ steps, drains }: Program) =>
  function* run({ df }: OrchestrationContext): Generator<Task, readonly [string, unknown][], unknown> {
    const outcomes: [string, unknown][] = []
    for (const step of steps) {
      const open = build(df, step)
      outcomes.push([step.key, yield* outcomeOf(open)])
      if (!drains) continue
      // Waits again for tasks that have begun already: the SDK does not list their actions a second time.
      for (const child of open.children)
        if (!isSettled(child)) outcomes.push([child.step.key, yield* outcomeOf(child)])
    }
    return outcomes
  }

export const stepsByKey = (steps: readonly Step[]): ReadonlyMap<string, Step> =>
  new Map(
    steps.flatMap((step): [string, Step][] => [
      [step.key, step],
      ...('steps' in step ? stepsByKey(step.steps) : []),
    ]),
  )
