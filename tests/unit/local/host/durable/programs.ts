import * as fc from 'fast-check'
import { RetryOptions } from 'durable-functions'
import type { OrchestrationContext, Task } from 'durable-functions'

/** One thing that a random orchestrator waits for; `key` is unique in its program. */
export type Step =
  | { readonly kind: 'activity' | 'timer'; readonly key: string }
  | { readonly kind: 'retry'; readonly key: string; readonly failures: number; readonly attempts: number }
  | { readonly kind: 'all'; readonly key: string; readonly steps: readonly Step[] }

/** What a program does after an `all` that failed; `drain` waits for its other tasks and returns. */
const reactions = ['return', 'throw', 'again', 'drain', 'more'] as const

/** A program waits for its steps in order. */
export interface Program {
  readonly steps: readonly Step[]
  readonly reaction: (typeof reactions)[number]
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
  reaction: fc.constantFrom(...reactions),
})

const fails = (step: Step): boolean =>
  step.kind === 'all' ? step.steps.some(fails) : step.kind === 'retry' && step.failures >= step.attempts

/** Whether a step may have this outcome: a value, or the key of what failed. */
export const isPossible = (step: Step, outcome: unknown): boolean => {
  switch (step.kind) {
    case 'timer':
      return outcome === null
    case 'activity':
      return outcome === `ok ${step.key}`
    case 'retry':
      return outcome === (fails(step) ? `failed ${step.key}` : `ok ${step.key}`)
    case 'all':
      return Array.isArray(outcome)
        ? !fails(step) &&
            outcome.length === step.steps.length &&
            step.steps.every((child, index) => isPossible(child, outcome[index]))
        : step.steps.some((child) => fails(child) && isPossible(child, outcome))
  }
}

/** How many times a task of a step runs in an execution that begins it. */
const attemptsOf = (step: Step): readonly (readonly [string, number])[] => {
  switch (step.kind) {
    case 'timer':
      return []
    case 'activity':
      return [[step.key, 1]]
    case 'retry':
      return [[step.key, Math.min(step.failures + 1, step.attempts)]]
    case 'all':
      return step.steps.flatMap(attemptsOf)
  }
}

/** What must become of a program, in any order of events: its end, its steps that begin, and the attempts of each task. */
export const expectationOf = ({ steps, reaction }: Program) => {
  const failed = steps.findIndex((step) => step.kind === 'all' && fails(step))
  const stops = failed >= 0 && reaction !== 'again' && reaction !== 'more'
  const begun = stops ? steps.slice(0, failed + 1) : steps
  return {
    asksAfterFailure: failed >= 0 && failed + 1 < steps.length && reaction === 'more',
    throws: failed >= 0 && reaction === 'throw',
    begun,
    attempts: new Map(begun.flatMap(attemptsOf)),
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

/** Waits for what a failed `all` left open: the SDK does not list its actions a second time. */
function* drain(children: readonly Open[]): Generator<Task, void, unknown> {
  for (const child of children) {
    if (!isSettled(child)) yield* outcomeOf(child)
    yield* drain(child.children)
  }
}

type Outcomes = readonly (readonly [string, unknown])[]

/** What an execution inherits of the one before. */
interface Progress {
  readonly from: number
  readonly outcomes: Outcomes
}

/** The generator function of a program; it returns the outcome of every step. */
export const generatorOf = ({ steps, reaction }: Program) =>
  function* run({ df }: OrchestrationContext): Generator<Task, Outcomes | undefined, unknown> {
    const { from, outcomes: before } = df.getInput<Progress | null>() ?? { from: 0, outcomes: [] }
    const outcomes = [...before]
    for (const [index, step] of steps.entries()) {
      if (index < from) continue
      const open = build(df, step)
      outcomes.push([step.key, yield* outcomeOf(open)])
      if (step.kind !== 'all' || !open.task.isFaulted || reaction === 'more') continue
      if (reaction === 'drain') yield* drain(open.children)
      if (reaction === 'throw') throw new Error('thrown by the program')
      if (reaction !== 'again') return outcomes
      df.continueAsNew({ from: index + 1, outcomes })
      return undefined
    }
    return outcomes
  }
