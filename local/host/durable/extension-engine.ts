import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { StartError } from '../start-error.ts'
import type { DurableEngine, EngineHost } from './engine.ts'
import { openWorkerServer } from './worker-server.ts'

/** The process of the real Durable Task extension. */
export interface ExtensionOptions {
  /** The program `durable-host`. */
  readonly program: string
  /** Connection string of a storage with blobs, queues and tables, which holds the state. */
  readonly storage: string
  /** The app's `host.json`. */
  readonly hostJson: string
  /** The program writes the value of `durableClient` inputs to this file when it is ready. */
  readonly clientFile: string
  /** The program appends its log lines to this file. */
  readonly logFile: string
}

const readyPauseMs = 50
/** The extension waits at most ten seconds for its work when it is asked to end. */
const endMs = 30_000

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null

const start = (options: ExtensionOptions, workerUrl: string): ChildProcess =>
  spawn(options.program, [], {
    // Its own session: the terminal's Ctrl-C must not end it before the work of this process has ended.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      WORKER_URL: workerUrl,
      AzureWebJobsStorage: options.storage,
      CLIENT_FILE: options.clientFile,
      HOST_JSON: options.hostJson,
      LOG_FILE: options.logFile,
      EXIT_WITH_PID: String(process.pid),
      WEBSITE_SKU: 'FlexConsumption',
    },
  })

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

const readClient = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** The program ends by itself with an error, or is ready one day: how long its storage takes is unknown. */
const untilReady = async (
  child: ChildProcess,
  { program, clientFile }: ExtensionOptions,
): Promise<string> => {
  while (!hasEnded(child)) {
    const client = await readClient(clientFile)
    if (client !== undefined) return client
    await wait(readyPauseMs)
  }
  throw new StartError(
    `The Durable extension (${program}) ended before it was ready: ${child.signalCode ?? `exit status ${child.exitCode}`}.`,
  )
}

const stopChild = async (child: ChildProcess, graceMs: number): Promise<void> => {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  const timer = setTimeout(() => child.kill('SIGKILL'), Math.max(graceMs, endMs))
  child.kill('SIGTERM')
  await ended
  clearTimeout(timer)
}

/**
 * Durable Functions on the real extension: a process beside this one that calls the app's functions here. If it ends by
 * itself, this process ends too, as an instance of Azure does.
 */
export const openExtensionEngine = async (
  host: EngineHost,
  options: ExtensionOptions,
): Promise<DurableEngine> => {
  await rm(options.clientFile, { force: true })
  const worker = await openWorkerServer(host, 0)
  const child = start(options, worker.url)
  try {
    await once(child, 'spawn')
    const client = await untilReady(child, options)
    const onExit = () => {
      host.log('critical', 'Host.Durable', 'The Durable extension has ended; the service ends with it.')
      process.exit(1)
    }
    child.once('exit', onExit)
    return {
      client,
      // The extension resumes what its storage holds as soon as it is ready.
      start: () => {},
      stop: async (graceMs) => {
        child.off('exit', onExit)
        await stopChild(child, graceMs)
        await worker.close()
      },
    }
  } catch (error) {
    await stopChild(child, 0)
    await worker.close()
    throw error
  }
}
