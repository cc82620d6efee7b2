import { availableParallelism } from 'node:os'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { systemClock } from './clock.ts'
import { createInvoke } from './core/invoke.ts'
import { loadApp, terminateApp } from './core/load-app.ts'
import { expandSettings, readHostJson } from './core/settings.ts'
import { type HostedFunction, UnsupportedAppError, validateApp } from './core/validate.ts'
import { createDurable } from './durable/embedded-engine.ts'
import { clientBinding, type Links } from './durable/links.ts'
import { createAdminApi } from './http/admin.ts'
import { createBufferedServer } from './http/buffered.ts'
import { createRouter, type Route } from './http/router.ts'
import { type Handler, listen } from './http/server.ts'
import { captureStreamServer, createStreamingServer } from './http/streaming.ts'
import type { Log } from './log.ts'
import { openDatabase } from './store/database.ts'
import { createTimerStore, systemKey } from './timer/timer-store.ts'
import { createTimer } from './timer/timer-listener.ts'

export interface HostOptions {
  /** Holds package.json (with `main`) and host.json. */
  appDirectory: string
  /** SQLite file for the state of orchestrations and timers; made if it does not exist. */
  stateFile: string
  /** 0 takes any free port. */
  port: number
  /** Default 127.0.0.1. */
  hostname?: string
  /** Values for `%NAME%` in bindings; default the environment. */
  settings?: Record<string, string>
  /** Sees every request first; true means that it has answered. */
  middleware?: (req: IncomingMessage, res: ServerResponse) => boolean
  log?: Log
  /** Longer request bodies get 413; default 100 MB. */
  maxBodyBytes?: number
  /** Activities running at a time; default 4 per core. */
  activityConcurrency?: number
  /** Finished orchestrations are removed after this time; default 7 days. */
  retentionMs?: number
}

export interface Host {
  port: number
  url: string
  /** Names of the app's functions. */
  functions: readonly string[]
  /** Finishes running work (for a few seconds at most) and releases the state file. */
  close(): Promise<void>
}

const DAY_MS = 86_400_000
const GRACE_MS = 5_000
const HISTORY_LIMIT = 20_000
const PUBLIC_PATH = '/runtime/webhooks/durabletask/'

/**
 * Starts the app. Rejects with `StateInUseError` if another process uses the state file, and with
 * `UnsupportedAppError` if the app needs what this host does not have.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const database = openDatabase(options.stateFile)
  try {
    return await start(options, database)
  } catch (error) {
    database.close()
    throw error
  }
}

async function start(options: HostOptions, database: ReturnType<typeof openDatabase>): Promise<Host> {
  const log: Log = options.log ?? (() => {})
  const { maxBodyBytes = 100 * 2 ** 20, hostname = '127.0.0.1' } = options
  const { routePrefix, hubName } = await readHostJson(options.appDirectory)
  const app = await loadApp(options.appDirectory, log)
  const functions = validateApp(app.functions)
  const invoke = createInvoke(app, log)
  const streamServer = await captureStreamServer(app.model)
  const key = systemKey(database)
  const rpcPath = `/durabletask-${key}/`
  const connection = { origin: '', client: '' }
  const clientData = () => connection.client
  const links = (): Links => ({
    publicBase: connection.origin + PUBLIC_PATH.slice(0, -1),
    rpcBase: connection.origin + rpcPath,
    key,
    hubName,
  })
  const timers = createTimers(functions, {
    clock: systemClock,
    store: createTimerStore(database),
    invoke,
    log,
    clientData,
    settings: options.settings ?? process.env,
  })
  const durable = createDurable({
    database,
    functions,
    invoke,
    clock: systemClock,
    log,
    links,
    clientData,
    publicPath: PUBLIC_PATH,
    rpcPath,
    maxBodyBytes,
    activityConcurrency: options.activityConcurrency ?? 4 * availableParallelism(),
    retentionMs: options.retentionMs ?? 7 * DAY_MS,
    historyLimit: HISTORY_LIMIT,
  })
  const { middleware } = options
  const before: Handler[] = middleware === undefined ? [] : [(req, res) => middleware(req, res)]
  const server = await listen({
    port: options.port,
    hostname,
    router: createRouter(routesOf(functions, routePrefix)),
    serve:
      streamServer === undefined
        ? createBufferedServer(invoke, maxBodyBytes)
        : createStreamingServer(invoke, maxBodyBytes, streamServer, log),
    // The platform's own paths are reserved, also for an app with a catch-all route.
    before: [...before, durable.api, createAdminApi(timers)],
    clientData,
    log,
  })
  connection.origin = `http://${reachable(hostname)}:${server.port}`
  connection.client = clientBinding(links())
  // Without it the SDK's client rewrites its links to port 7071.
  process.env['WEBSITE_HOSTNAME'] = `localhost:${server.port}`
  durable.start()
  for (const timer of timers.values()) timer.start()
  let closing: Promise<void> | undefined
  const close = async () => {
    await server.close(GRACE_MS)
    await Promise.all([...timers.values()].map(async (timer) => timer.stop(GRACE_MS)))
    await durable.stop(GRACE_MS)
    await terminateApp(app, log)
    database.close()
  }
  return {
    port: server.port,
    url: connection.origin,
    functions: functions.map(({ name }) => name),
    close: async () => (closing ??= close()),
  }
}

/** An address of this machine for a listening address. */
const reachable = (hostname: string): string => {
  if (hostname === '0.0.0.0') return '127.0.0.1'
  if (hostname === '::') return '[::1]'
  return hostname.includes(':') ? `[${hostname}]` : hostname
}

function routesOf(functions: readonly HostedFunction[], prefix: string): Route<HostedFunction>[] {
  return functions.flatMap((target) => {
    if (target.trigger !== 'httpTrigger') return []
    const { route = target.name, methods } = target.binding
    if (typeof route !== 'string' || !Array.isArray(methods)) {
      throw new UnsupportedAppError(`Function "${target.name}": its route or methods are not valid.`)
    }
    return [
      {
        template: `${prefix}/${route}`,
        methods: methods.map((method) => String(method).toUpperCase()),
        target,
      },
    ]
  })
}

function createTimers(
  functions: readonly HostedFunction[],
  dependencies: Omit<Parameters<typeof createTimer>[1], 'schedule'>,
) {
  const timers = new Map<string, ReturnType<typeof createTimer>>()
  for (const fn of functions) {
    const { schedule } = fn.binding
    if (fn.trigger !== 'timerTrigger' || typeof schedule !== 'string') continue
    try {
      timers.set(
        fn.name,
        createTimer(fn, { ...dependencies, schedule: expandSettings(schedule, dependencies.settings) }),
      )
    } catch (error) {
      throw new UnsupportedAppError(
        `Function "${fn.name}": ${error instanceof Error ? error.message : String(error)}`,
      )
    }
  }
  return timers
}
