import { availableParallelism } from 'node:os'
import type { HostedFunction } from '../core/validate.ts'
import type { Database } from '../store/database.ts'
import { errorMessage } from '../log.ts'
import { createActivities } from './activities.ts'
import { openClientApi } from './client-api.ts'
import type { DurableEngine, EngineHost } from './engine.ts'
import { createOperations } from './operations.ts'
import { createOrchestrations } from './orchestrations.ts'
import type { Orchestrations } from './orchestrations.ts'
import { decide } from './orchestrator.ts'
import { createDurableStore } from './store.ts'
import type { DurableStore } from './store.ts'
import { createTimers } from './timers.ts'
import type { TurnDeps } from './turn.ts'

const hourMs = 3_600_000
/** Finished instances are removed after this time. */
const retentionMs = 7 * 24 * hourMs
const purgeBatch = 500
/** Events that an execution may have before it is failed. */
const historyLimit = 20_000
const activitiesPerCore = 4

type Functions = ReadonlyMap<string, HostedFunction>

const functionsOf = (functions: readonly HostedFunction[], trigger: HostedFunction['trigger']): Functions =>
  new Map(functions.filter((fn) => fn.trigger === trigger).map((fn) => [fn.name, fn]))

const turnDeps = (
  { clock, invoke }: EngineHost,
  orchestrators: Functions,
  activities: Functions,
): TurnDeps => ({
  now: clock.now,
  decide: async (name, payload) => {
    const fn = orchestrators.get(name)
    return fn === undefined
      ? { kind: 'threw', message: 'The orchestrator function does not exist any more.' }
      : decide(invoke, fn, payload)
  },
  isActivity: (name) => activities.has(name),
  historyLimit,
})

/** Removes what finished long ago, in batches with other work in between. */
const createPurge = ({ clock, log }: EngineHost, store: DurableStore) => {
  let cancel = () => {}
  const purge = (): number => {
    try {
      return store.purge(clock.now() - retentionMs, purgeBatch)
    } catch (error) {
      log(
        'warning',
        'Host.Durable',
        `Finished instances stay for another hour: ${errorMessage(error)}`,
        error,
      )
      return 0
    }
  }
  const run = () => {
    cancel = clock.after(purge() < purgeBatch ? hourMs : 1000, run)
  }
  return { start: run, stop: () => cancel() }
}

/** Durable Functions on the state file, in this process. */
export const openEmbeddedEngine = async (host: EngineHost, database: Database): Promise<DurableEngine> => {
  const { functions, invoke, clock, log } = host
  const store = createDurableStore(database)
  const orchestrators = functionsOf(functions, 'orchestrationTrigger')
  const activityFunctions = functionsOf(functions, 'activityTrigger')
  const wake = (id: string) => orchestrations.wake(id)
  const activities = createActivities({
    store,
    invoke,
    clock,
    log,
    functions: activityFunctions,
    concurrency: activitiesPerCore * availableParallelism(),
    onFinished: wake,
  })
  const timers = createTimers(clock, store, log, wake)
  const orchestrations: Orchestrations = createOrchestrations({
    store,
    log,
    clock,
    turn: turnDeps(host, orchestrators, activityFunctions),
    onStep: (step) => {
      activities.add(step.activities)
      timers.add(step.timers)
    },
  })
  const purge = createPurge(host, store)
  const isOrchestrator = (name: string) => orchestrators.has(name)
  const api = await openClientApi(createOperations({ store, now: clock.now, isOrchestrator, wake }), log)
  return {
    client: api.client,
    start: () => {
      activities.add(store.activities())
      for (const id of store.unfinished()) wake(id)
      timers.start()
      purge.start()
    },
    stop: async (graceMs) => {
      purge.stop()
      timers.stop()
      await activities.stop(graceMs)
      await orchestrations.stop()
      await api.close()
    },
  }
}
