import { availableParallelism } from 'node:os'
import type { HostedFunction } from '../core/validate.ts'
import type { Database } from '../store/database.ts'
import { createActivities } from './activities.ts'
import { openClientApi } from './client-api.ts'
import type { DurableEngine, EngineHost } from './engine.ts'
import { createOperations } from './operations.ts'
import { createOrchestrations } from './orchestrations.ts'
import type { Orchestrations } from './orchestrations.ts'
import { decide } from './orchestrator.ts'
import type { Decision } from './orchestrator.ts'
import { createDurableStore } from './store.ts'
import { createTimers } from './timers.ts'
import type { TurnDeps } from './turn.ts'

/** `maxOrchestrationActions` of the extension, beyond which an instance makes no progress there. */
const taskLimit = 100_000
const activitiesPerCore = 4

type Functions = ReadonlyMap<string, HostedFunction>

const functionsOf = (functions: readonly HostedFunction[], trigger: HostedFunction['trigger']): Functions =>
  new Map(functions.filter((fn) => fn.trigger === trigger).map((fn) => [fn.name, fn]))

const unknownOrchestrator = (name: string, orchestrators: Functions): Decision => {
  const known = [...orchestrators.keys()].map((one) => `'${one}'`).join(', ')
  return {
    kind: 'refused',
    message: `The function '${name}' doesn't exist, is disabled, or is not an orchestrator function. Additional info: The following are the known orchestrator functions: ${known}.`,
  }
}

const turnDeps = (
  { clock, invoke }: EngineHost,
  orchestrators: Functions,
  activities: Functions,
): TurnDeps => ({
  now: clock.now,
  decide: async (name, payload) => {
    const fn = orchestrators.get(name)
    return fn === undefined ? unknownOrchestrator(name, orchestrators) : decide(invoke, fn, payload)
  },
  isActivity: (name) => activities.has(name),
  taskLimit,
})

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
  const api = await openClientApi(createOperations({ store, now: clock.now, wake }), log)
  return {
    client: api.client,
    start: () => {
      activities.add(store.activities())
      for (const id of store.unfinished()) wake(id)
      timers.start()
    },
    stop: async (graceMs) => {
      timers.stop()
      await activities.stop(graceMs)
      await orchestrations.stop()
      await api.close()
    },
  }
}
