import type { Clock } from '../clock.ts'
import { errorMessage } from '../log.ts'
import type { Log } from '../log.ts'
import { restoreExecution } from './execution.ts'
import type { Execution } from './execution.ts'
import { isFinal } from './instances.ts'
import { retryPauseMs } from './retry-write.ts'
import type { Step } from './step.ts'
import type { DurableStore } from './store.ts'
import { isPassing } from '../store/failures.ts'
import { takeTurn } from './turn.ts'
import type { TurnDeps } from './turn.ts'

export interface Orchestrations {
  /** There may be a message for an instance. */
  readonly wake: (id: string) => void
  /** Takes no further turns and waits for those in progress. */
  readonly stop: () => Promise<void>
}

interface OrchestrationsDeps {
  readonly store: DurableStore
  readonly turn: TurnDeps
  readonly log: Log
  readonly clock: Clock
  /** A step has been committed; its activities and timers are due now. */
  readonly onStep: (step: Step) => void
}

/** Instances kept in memory between turns; the others are read again when a message arrives. */
const cacheSize = 500

const createCache = (isBusy: (id: string) => boolean) => {
  const executions = new Map<string, Execution>()
  const dropOldest = () => {
    for (const id of executions.keys()) {
      if (isBusy(id)) continue
      executions.delete(id)
      return
    }
  }
  return {
    get: (id: string) => executions.get(id),
    forget: (id: string) => void executions.delete(id),
    keep: (id: string, execution: Execution) => {
      executions.delete(id)
      executions.set(id, execution)
      if (executions.size > cacheSize) dropOldest()
    },
  }
}

const nextTick = () => new Promise((resolve) => setImmediate(resolve))

/** Runs the turns of all instances, one at a time for each of them. */
export const createOrchestrations = ({
  store,
  turn,
  log,
  clock,
  onStep,
}: OrchestrationsDeps): Orchestrations => {
  const running = new Map<string, Promise<void>>()
  const woken = new Set<string>()
  const cache = createCache((id) => running.has(id))
  let stopped = false

  const load = (id: string): Execution | undefined => {
    const instance = store.instance(id)
    const cached = cache.get(id)
    if (cached !== undefined && cached.instance.execution === instance?.execution) return cached
    return instance === undefined || isFinal(instance.status)
      ? undefined
      : restoreExecution(instance, store.history(id))
  }

  /** Whether there may be more to do at once. */
  const step = async (id: string): Promise<boolean> => {
    const execution = load(id)
    if (execution === undefined) return false
    const inbox = store.inbox(id)
    if (inbox.length === 0 && execution.count > 0) return false
    const { step: changes, execution: next } = await takeTurn(execution, inbox, turn)
    if (stopped) return false
    // A client can have removed the instance meanwhile, and started its id anew.
    if (store.instance(id)?.execution !== execution.instance.execution) return true
    store.commit(changes)
    if (next === undefined) cache.forget(id)
    else cache.keep(id, next)
    onStep(changes)
    return next !== undefined
  }

  /** The state file reports its own trouble; the turn is taken again when the file may be usable. */
  const onFailure = (id: string, error: unknown): void => {
    cache.forget(id)
    if (isPassing(error)) clock.after(retryPauseMs, () => wake(id))
    else log('critical', 'Host.Durable', `The instance "${id}" is stuck: ${errorMessage(error)}`, error)
  }

  const run = async (id: string): Promise<void> => {
    try {
      for (;;) {
        woken.delete(id)
        // Other work runs in between, and messages that arrive meanwhile are delivered together.
        await nextTick()
        if (stopped) return
        const hasMore = await step(id)
        // Nothing may run between this check and `finally`: a call of `wake` in between would be lost.
        if (!hasMore && !woken.has(id)) return
      }
    } catch (error) {
      onFailure(id, error)
    } finally {
      running.delete(id)
      woken.delete(id)
    }
  }

  const wake = (id: string): void => {
    if (stopped) return
    if (running.has(id)) woken.add(id)
    else running.set(id, run(id))
  }

  return {
    wake,
    stop: async () => {
      stopped = true
      await Promise.all(running.values())
    },
  }
}
