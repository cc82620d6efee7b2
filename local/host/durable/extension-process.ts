import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { hasCode } from '../file-failure.ts'
import { StartError } from '../start-error.ts'

/** The program of the real Durable Task extension. */
export interface ExtensionProgram {
  /** The program `durable-host`. */
  readonly program: string
  /** Connection string of a storage with blobs, queues and tables, which holds the state. */
  readonly storage: string
  /** The app's `host.json`. */
  readonly hostJson: string
  /** The program appends its log lines to this file. */
  readonly logFile: string
}

export interface ExtensionProcessOptions extends ExtensionProgram {
  /** The program writes the value of `durableClient` inputs to this file when it is ready. */
  readonly clientFile: string
  /** Where the functions of the app are called; they need not be there yet. */
  readonly workerUrl: string
  /** The program kills itself when this process has ended: an instance that dies as a whole. */
  readonly endsWith: number
  /** Further settings of the program, on top of this process's environment. */
  readonly settings?: Readonly<Record<string, string>>
}

const readyPauseMs = 50
/** The extension waits at most ten seconds for its work when it is asked to end. */
const endMs = 30_000

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null

/** Starts the program; `untilReady` tells when it works. */
export const startExtensionProcess = async (options: ExtensionProcessOptions): Promise<ChildProcess> => {
  await rm(options.clientFile, { force: true })
  const child = spawn(options.program, [], {
    // Its own session: the terminal's Ctrl-C must not end it before the work of this process has ended.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      ...options.settings,
      WORKER_URL: options.workerUrl,
      AzureWebJobsStorage: options.storage,
      CLIENT_FILE: options.clientFile,
      HOST_JSON: options.hostJson,
      LOG_FILE: options.logFile,
      EXIT_WITH_PID: String(options.endsWith),
      WEBSITE_SKU: 'FlexConsumption',
    },
  })
  await once(child, 'spawn')
  return child
}

const readClient = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** The value of `durableClient` inputs, once `file` has it. How long the program's storage takes is unknown. */
const untilWritten = async (file: string, check: () => void): Promise<string> => {
  for (;;) {
    const client = await readClient(file)
    if (client !== undefined) return client
    check()
    await wait(readyPauseMs)
  }
}

/** @throws StartError if the program ends instead */
export const untilReady = (
  child: ChildProcess,
  { program, clientFile }: ExtensionProcessOptions,
): Promise<string> =>
  untilWritten(clientFile, () => {
    if (hasEnded(child))
      throw new StartError(
        `The Durable extension (${program}) ended before it was ready: ${child.signalCode ?? `exit status ${child.exitCode}`}. ` +
          'Its error is above; check DURABLE_HOST.',
      )
  })

/** The program waits for a worker for a minute, and its storage can be slow. */
const foreignReadyMs = 5 * 60_000

/** Of a program that somebody else has started. @throws StartError if it does not become ready */
export const untilForeignReady = (clientFile: string): Promise<string> => {
  const end = performance.now() + foreignReadyMs
  return untilWritten(clientFile, () => {
    if (performance.now() > end)
      throw new StartError(
        `No Durable extension has written ${clientFile}: start one with CLIENT_FILE of this path and WORKER_URL of DURABLE_WORKER_URL.`,
      )
  })
}

export const stopExtensionProcess = async (child: ChildProcess, graceMs: number): Promise<void> => {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  const timer = setTimeout(() => child.kill('SIGKILL'), Math.max(graceMs, endMs))
  child.kill('SIGTERM')
  await ended
  clearTimeout(timer)
}
