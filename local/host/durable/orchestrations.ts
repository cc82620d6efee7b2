import { errorMessage, type Log } from '../log.ts'
import { type Execution, restoreExecution } from './execution.ts'
import { isFinal } from './instances.ts'
import type { ActivityRow, DurableStore, TimerRow } from './store.ts'
import { takeTurn, type TurnDependencies } from './turn.ts'

/** Instances kept in memory between turns; the others are read again when something happens to them. */
const CACHED = 500

export interface Orchestrations {
  /** Something may have happened to an instance. */
  wake: (id: string) => void
  /** Takes no further turns and waits for those in progress. */
  stop: () => Promise<void>
}

export interface OrchestrationsDependencies {
  store: DurableStore
  turn: TurnDependencies
  log: Log
  /** Work that a committed step has created. */
  onActivities: (rows: readonly ActivityRow[]) => void
  onTimers: (rows: readonly TimerRow[]) => void
}

const nextTick = async () => new Promise((resolve) => setImmediate(resolve))

/** Runs the turns of all instances, one at a time for each of them. */
export function createOrchestrations(dependencies: OrchestrationsDependencies): Orchestrations {
  const { store, turn, log, onActivities, onTimers } = dependencies
  const executions = new Map<string, Execution>()
  const running = new Map<string, Promise<void>>()
  const woken = new Set<string>()
  let stopped = false

  const load = (id: string): Execution | undefined => {
    const cached = executions.get(id)
    if (cached !== undefined) return cached
    const instance = store.instance(id)
    if (instance === undefined || isFinal(instance.status)) return undefined
    return restoreExecution(instance, store.history(id))
  }

  const keep = (id: string, execution: Execution | undefined) => {
    executions.delete(id)
    if (execution === undefined) return
    executions.set(id, execution)
    if (executions.size > CACHED) {
      for (const oldest of executions.keys()) {
        if (running.has(oldest)) continue
        executions.delete(oldest)
        break
      }
    }
  }

  /** Answers whether there may be more to do at once. */
  const step = async (id: string): Promise<boolean> => {
    const execution = load(id)
    if (execution === undefined) return false
    const inbox = store.inbox(id)
    if (inbox.length === 0 && execution.count > 0) return false
    const { step: changes, execution: next } = await takeTurn(execution, inbox, turn)
    if (changes.consumed.length === 0 && changes.history.length === 0) return false
    if (stopped) return false
    store.commit(changes)
    keep(id, next)
    onActivities(changes.activities)
    onTimers(changes.timers)
    for (const child of changes.children) wake(child.id)
    for (const message of changes.messages) wake(message.instance)
    return next !== undefined
  }

  const run = async (id: string): Promise<void> => {
    try {
      for (;;) {
        woken.delete(id)
        // Other work gets its turn, and what happens meanwhile is delivered together.
        await nextTick()
        if (stopped || (!(await step(id)) && !woken.has(id))) return
      }
    } catch (error) {
      executions.delete(id)
      log('critical', 'Host.Durable', `Instance "${id}" stands still: ${errorMessage(error)}`, error)
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
    async stop() {
      stopped = true
      await Promise.all(running.values())
    },
  }
}
