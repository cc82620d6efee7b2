import type { Clock } from '../clock.ts'
import type { Invoke } from '../core/invoke.ts'
import type { HostedFunction } from '../core/validate.ts'
import type { Handler } from '../http/server.ts'
import type { Log } from '../log.ts'
import type { Database } from '../store/database.ts'
import { createActivities } from './activities.ts'
import { createOperations } from './operations.ts'
import { createManagementApi } from './client-api.ts'
import { listInstances } from './instances.ts'
import type { Links } from './links.ts'
import { createOrchestrations } from './orchestrations.ts'
import { decide } from './orchestrator.ts'
import { createDurableStore } from './store.ts'
import { createTimers } from './timers.ts'

export interface DurableOptions {
  database: Database
  functions: readonly HostedFunction[]
  invoke: Invoke
  clock: Clock
  log: Log
  links: () => Links
  clientData: () => string
  publicPath: string
  rpcPath: string
  maxBodyBytes: number
  activityConcurrency: number
  /** Finished instances are removed after this time. */
  retentionMs: number
  historyLimit: number
}

export interface Durable {
  api: Handler
  /** Goes on with what an earlier process left. */
  start: () => void
  stop: (graceMs: number) => Promise<void>
}

const HOUR_MS = 3_600_000
const PURGE_BATCH = 500

/** Durable Functions on the state file. */
export function createDurable(options: DurableOptions): Durable {
  const { database, functions, invoke, clock, log, links, clientData } = options
  const store = createDurableStore(database)
  const ofTrigger = (trigger: string) =>
    new Map(functions.filter((fn) => fn.trigger === trigger).map((fn) => [fn.name, fn]))
  const orchestrators = ofTrigger('orchestrationTrigger')
  const activityFunctions = ofTrigger('activityTrigger')
  const isOrchestrator = (name: string) => orchestrators.has(name)
  const wake = (id: string) => {
    orchestrations.wake(id)
  }
  const warned = new Set<string>()
  const activities = createActivities({
    store,
    invoke,
    functions: activityFunctions,
    concurrency: options.activityConcurrency,
    clientData,
    onFinished: wake,
  })
  const timers = createTimers(clock, store, wake)
  const orchestrations = createOrchestrations({
    store,
    log,
    onActivities: activities.add,
    onTimers: timers.add,
    turn: {
      now: clock.now,
      decide: async (name, payload) => {
        const fn = orchestrators.get(name)
        if (fn !== undefined) return decide(invoke, fn, payload)
        return {
          kind: 'threw',
          message: 'The orchestrator function does not exist any more.',
          customStatus: undefined,
        }
      },
      isActivity: (name) => activityFunctions.has(name),
      isOrchestrator,
      // Every turn would say it again.
      warn: (message) => {
        if (warned.has(message)) return
        warned.add(message)
        log('warning', 'Host.Durable', message)
      },
      historyLimit: options.historyLimit,
    },
  })
  const operations = createOperations(store, { now: clock.now, isOrchestrator, wake })
  const { publicPath, rpcPath, maxBodyBytes } = options
  const list = listInstances(database.sqlite)
  const api = createManagementApi({ operations, store, list, links, publicPath, rpcPath, maxBodyBytes, log })

  let cancelPurge = () => {}
  const purge = () => {
    const old = store.finishedBefore(clock.now() - options.retentionMs, PURGE_BATCH)
    for (const id of old) store.purge(id)
    // A full batch may have left some: go on soon, but let other work in between.
    cancelPurge = clock.after(old.length < PURGE_BATCH ? HOUR_MS : 1000, purge)
  }

  return {
    api,
    start() {
      activities.add(store.activities())
      for (const id of store.unfinished()) wake(id)
      timers.start()
      purge()
    },
    async stop(graceMs) {
      cancelPurge()
      timers.stop()
      await activities.stop(graceMs)
      await orchestrations.stop()
    },
  }
}
