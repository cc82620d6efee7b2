import { systemClock } from './clock.ts'
import { createInvoke } from './core/invoke.ts'
import { loadApp } from './core/load-app.ts'
import { readRoutePrefix } from './core/settings.ts'
import { validateApp } from './core/validate.ts'
import { openEmbeddedEngine } from './durable/embedded-engine.ts'
import type { DurableEngine, EngineHost } from './durable/engine.ts'
import { openExtensionEngine } from './durable/extension-engine.ts'
import type { ExtensionOptions } from './durable/extension-engine.ts'
import { createAdminApi } from './http/admin.ts'
import { createBuffered } from './http/buffered.ts'
import { createRouter } from './http/router.ts'
import { routesOf } from './http/routes.ts'
import { listen } from './http/server.ts'
import type { Handler } from './http/server.ts'
import type { Log } from './log.ts'
import { openDatabase } from './store/database.ts'
import type { Database } from './store/database.ts'
import { createTimers } from './timer/create-timers.ts'
import { createTimerStore } from './timer/timer-store.ts'

export interface HostOptions {
  /** Holds package.json (with `main`) and host.json. */
  readonly appDirectory: string
  /** SQLite file for the state of orchestrations and timers; made if it does not exist. */
  readonly stateFile: string
  /** 0 takes any free port. */
  readonly port: number
  readonly log: Log
  /** Requests may name its host, besides those of this machine. */
  readonly publicUrl?: string
  /** Runs timers on demand, by `x-functions-key`; without one nobody may. */
  readonly masterKey?: string
  /** Takes requests before the app does. */
  readonly before?: readonly Handler[]
  /** Longer request bodies get 413 (`FUNCTIONS_REQUEST_BODY_SIZE_LIMIT` on Azure); default 100 MB. */
  readonly maxBodyBytes?: number
  /** Orchestrations run on the real Durable extension; without it on the embedded engine. */
  readonly extension?: ExtensionOptions
}

export interface Host {
  readonly url: string
  /** Finishes running work (for a few seconds at most) and releases the state file. */
  readonly close: () => Promise<void>
}

const graceMs = 5_000
const defaultMaxBodyBytes = 100 * 2 ** 20

interface Parts extends EngineHost {
  readonly options: HostOptions
  readonly database: Database
  readonly engine: DurableEngine
  readonly terminate: () => Promise<void>
}

/** Serves HTTP and timers over an open engine. */
const serve = async (parts: Parts): Promise<Host> => {
  const { options, database, engine, functions, invoke, clock, log, terminate } = parts
  const {
    appDirectory,
    port,
    maxBodyBytes = defaultMaxBodyBytes,
    publicUrl,
    masterKey,
    before = [],
  } = options
  const { client } = engine
  const timerDeps = { clock, store: createTimerStore(database), invoke, log, client }
  const timers = createTimers(functions, process.env, timerDeps)
  const server = await listen({
    port,
    router: createRouter(routesOf(functions, await readRoutePrefix(appDirectory))),
    serve: createBuffered({ invoke, maxBodyBytes, client, log }),
    // The platform's own paths are reserved, also for an app with a catch-all route.
    before: [createAdminApi(timers, masterKey), ...before],
    publicUrl,
    log,
  })
  engine.start()
  for (const timer of timers.values()) timer.start()
  const close = async () => {
    await server.close(graceMs)
    await Promise.all([...timers.values()].map((timer) => timer.stop(graceMs)))
    await engine.stop(graceMs)
    await terminate()
    database.close()
  }
  let closing: Promise<void> | undefined
  return { url: `http://127.0.0.1:${server.port}`, close: async () => (closing ??= close()) }
}

const start = async (options: HostOptions, database: Database): Promise<Host> => {
  const { appDirectory, log } = options
  const { functions: registered, model, terminate } = await loadApp(appDirectory, log)
  const functions = validateApp(registered.values())
  const host = { functions, invoke: createInvoke(model, log), clock: systemClock, log }
  const { extension } = options
  const engine = await (extension ? openExtensionEngine(host, extension) : openEmbeddedEngine(host, database))
  try {
    return await serve({ ...host, options, database, engine, terminate })
  } catch (error) {
    await engine.stop(0)
    throw error
  }
}

/**
 * Starts the app. Rejects with `StateInUseError` if another process uses the state file, and with
 * `UnsupportedAppError` if the app needs something that this host does not have.
 */
export const startHost = async (options: HostOptions): Promise<Host> => {
  const database = openDatabase(options.stateFile, options.log)
  try {
    return await start(options, database)
  } catch (error) {
    database.close()
    throw error
  }
}
