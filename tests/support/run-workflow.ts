import { setImmediate as nextTurn } from 'node:timers/promises'
import type { OrchestrationContext } from 'durable-functions'
import type { LongWork, Site, Workflows } from '../../src/domain/ports/workflows.ts'
import { runActivity, type WorkDeps } from '../../src/functions/orchestrations/activity.ts'
import type { Orchestrator } from '../../src/functions/orchestrations/orchestrate.ts'
import { orchestrators } from '../../src/functions/orchestrators.ts'

/** The process dies. */
export class Crash extends Error {}

const timing = { stepRetry: 1, deletionNotice: 1, deletionRetry: 1 }

type Action =
  | { readonly kind: 'activity'; readonly name: string; readonly input: unknown; readonly attempts: number }
  | { readonly kind: 'all'; readonly actions: readonly Action[] }
  | { readonly kind: 'timer' }

type Outcome = { readonly value: unknown } | { readonly error: Error }

export interface RunOptions {
  /** A process's parts; a new process is begun after each crash. */
  readonly deps: () => WorkDeps
  /** Runs each activity twice, as at-least-once allows; the second result counts. */
  readonly twice?: boolean
  readonly onActivity?: (name: string, result: unknown) => void
}

const json = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)))

const isCrash = (error: unknown): boolean =>
  error instanceof Crash || (error instanceof Error && error.cause !== undefined && isCrash(error.cause))

/** A process, and the steps that the orchestrator at work has listed. */
interface Running {
  readonly deps: WorkDeps
  readonly steps: Orchestrator['steps']
  readonly options: RunOptions
}

/** As Durable Functions does, it waits for all actions, also after the failure that counts: the first in time. */
const runAll = async (actions: readonly Action[], running: Running): Promise<readonly unknown[]> => {
  const failures: unknown[] = []
  const values = await Promise.all(
    actions.map(async (one) => {
      try {
        return await runOne(one, running)
      } catch (error) {
        // A process that dies takes the other actions with it.
        if (isCrash(error)) throw error
        failures.push(error)
        return undefined
      }
    }),
  )
  if (failures.length > 0) throw failures[0]
  return values
}

const runOne = async (action: Action, running: Running): Promise<unknown> => {
  if (action.kind === 'timer') return null
  if (action.kind === 'all') return runAll(action.actions, running)
  const { deps, steps, options } = running
  const activity = steps.find(({ name }) => name === action.name)
  if (!activity) throw new Error(`The orchestrator does not list the step ${action.name}`)
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (options.twice) await runActivity(activity, deps, json(action.input), 'first')
      const result = json(await runActivity(activity, deps, json(action.input), `try-${attempt}`))
      options.onActivity?.(action.name, result)
      return result
    } catch (error) {
      if (isCrash(error) || attempt >= action.attempts) throw error
      // A host wraps the text; only that comes through.
      await nextTurn()
    }
  }
}

const settle = async (action: Action, running: Running): Promise<Outcome> => {
  try {
    return { value: await runOne(action, running) }
  } catch (error) {
    if (isCrash(error)) throw error
    const text = error instanceof Error ? error.message : String(error)
    return { error: new Error(`Activity function failed: ${text} \n Error: at somewhere`) }
  }
}

const contextOf = (
  operation: LongWork,
  input: unknown,
  again: (input: unknown) => void,
): OrchestrationContext => {
  const df = {
    instanceId: operation.id,
    currentUtcDateTime: new Date(0),
    getInput: () => json(input),
    continueAsNew: again,
    createTimer: (): Action => ({ kind: 'timer' }),
    callActivityWithRetry: (
      name: string,
      retry: { readonly maxNumberOfAttempts: number },
      given: unknown,
    ): Action => ({ kind: 'activity', name, input: given, attempts: retry.maxNumberOfAttempts }),
    Task: { all: (actions: readonly Action[]): Action => ({ kind: 'all', actions }) },
  }
  return { df } as unknown as OrchestrationContext
}

/** One execution: replayed from its history after each crash, and each time it must ask for the same. */
const execute = async (
  { create, steps }: Orchestrator,
  operation: LongWork,
  input: unknown,
  options: RunOptions,
): Promise<{ readonly next?: unknown }> => {
  const history: { readonly action: string; readonly outcome: Outcome }[] = []
  const run = create(timing)
  let deps = options.deps()
  for (;;) {
    let next: { readonly next?: unknown } = {}
    const again = (given: unknown): void => {
      next = { next: given }
    }
    const turns = run(contextOf(operation, input, again))
    try {
      let turn = turns.next()
      let hasFailed = false
      for (let index = 0; !turn.done; index += 1) {
        if (hasFailed) throw new Error('The orchestrator asks for a task after a failure (durable-js #477)')
        const action = turn.value as unknown as Action
        const known = history[index]
        if (known && known.action !== JSON.stringify(action))
          throw new Error('Non-deterministic orchestrator')
        const outcome = known?.outcome ?? (await settle(action, { deps, steps, options }))
        if (!known) history.push({ action: JSON.stringify(action), outcome })
        hasFailed = 'error' in outcome
        turn = 'error' in outcome ? turns.throw(outcome.error) : turns.next(outcome.value)
      }
      return next
    } catch (error) {
      if (!isCrash(error)) throw error
      deps = options.deps()
    }
  }
}

/** Runs an orchestrator for an operation to the end of its last execution. */
export const runOrchestrator = async (
  orchestrator: Orchestrator,
  operation: LongWork,
  options: RunOptions,
): Promise<void> => {
  let input: unknown = { operation: operation.id }
  for (;;) {
    const { next } = await execute(orchestrator, operation, input, options)
    if (next === undefined) return
    input = next
  }
}

/** Runs an operation's orchestration to its end. */
export const runWorkflow = (operation: LongWork, options: RunOptions): Promise<void> =>
  runOrchestrator(orchestrators[operation.work], operation, options)

export const testSite: Site = { name: 'local', adopts: [], isGuest: false }

/** Remembers what was asked for, to be run by the test. No instance exists until then. */
export const createRecordingWorkflows = (): Workflows & {
  readonly started: LongWork[]
} => {
  const started: LongWork[] = []
  return {
    site: testSite,
    started,
    find: () => Promise.resolve({ state: 'Absent', turn: '' }),
    end: () => Promise.resolve(),
    start: (operation) => {
      if (!started.some(({ id }) => id === operation.id)) started.push(operation)
      return Promise.resolve()
    },
  }
}
