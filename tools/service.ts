import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const repository = resolve(import.meta.dirname, '..')
/** Bounds only what hangs: a busy machine must not reach it. */
const startWithin = 5 * 60_000

const storage = z.object({
  blobServiceUrl: z.string(),
  blobAccountName: z.string(),
  blobAccountKey: z.string(),
  blobConnectionString: z.string(),
})
export type Storage = z.output<typeof storage>

const endpoints = storage.extend({ serviceUrl: z.string() })
export type Endpoints = z.output<typeof endpoints>

export interface ServiceOptions {
  /** A temporary folder if not given. */
  readonly dataDir?: string | undefined
  /** Further settings, on top of this process's environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Emulated Blob storage of the caller's own; the service starts one if not given. */
  readonly storage?: Storage | undefined
  /** The folder as this process sees it, if the service runs where it has another path. */
  readonly visibleDataDir?: string | undefined
  /** A command that runs the service, with its program and arguments added. */
  readonly launcher?: readonly string[]
  /** Gets each line that the service prints. */
  readonly onLine?: (line: string) => void
}

/** Where a running service is. */
export interface ServiceAddress {
  readonly url: string
  readonly api: string
  readonly dataDir: string
  readonly endpoints: Endpoints
}

/** The service, whole, as a process of its own: as `npm start` runs it, on the build that is there. */
export interface Service extends ServiceAddress {
  readonly pid: number
  /** How it ended, once it has. */
  readonly ended: Promise<string>
  /** Ends it gracefully; `SIGKILL` ends it as a crash would. The data folder stays. */
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>
}

/** What runs the service: the embedded platform, or, with ETIQUETTE_HOST=func, Core Tools with the real Functions host. */
const entry = (): string => (process.env['ETIQUETTE_HOST'] === 'func' ? 'local/func.ts' : 'local/main.ts')

const exitOf = (child: ChildProcess): Promise<string> =>
  new Promise((done) => {
    child.once('exit', (code, signal) => done(signal ?? `exit status ${code}`))
  })

const listening = 'listening on '

const untilListening = async (child: ChildProcess, onLine: (line: string) => void): Promise<void> => {
  if (!child.stdout || !child.stderr) throw new Error('The service was started without pipes')
  const errors: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => {
    errors.push(line)
    if (errors.length > 20) errors.shift()
    onLine(line)
  })
  const lines = createInterface({ input: child.stdout })
  return new Promise((found, failed) => {
    const timer = setTimeout(
      () => failed(new Error(`The service did not start within ${startWithin} ms`)),
      startWithin,
    )
    lines.on('line', (line) => {
      onLine(line)
      if (!line.startsWith(listening)) return
      clearTimeout(timer)
      found()
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      failed(new Error(`The service ended with ${code} instead of starting: ${errors.join('\n')}`))
    })
  })
}

/** The service that runs on a data folder. @param storage Its storage, if it did not start one of its own */
export const readService = async (dataDir: string, storage?: Storage): Promise<ServiceAddress> => {
  const text = await readFile(join(dataDir, 'endpoints.json'), 'utf8')
  const found = endpoints.parse({ ...storage, ...z.record(z.string(), z.unknown()).parse(JSON.parse(text)) })
  const { serviceUrl: url } = found
  return { url, api: `${url}/api`, dataDir, endpoints: found }
}

export const startService = async (options: ServiceOptions = {}): Promise<Service> => {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'etiquette-')))
  const { storage, launcher = [] } = options
  const program = ['--max-old-space-size=320', '--max-semi-space-size=16', join(repository, entry())]
  const [command = process.execPath, ...args] = [...launcher, process.execPath, ...program]
  const child = spawn(command, args, {
    cwd: repository,
    env: {
      ...process.env,
      PORT: '0',
      ...(storage && {
        BLOB_SERVICE_URL: storage.blobServiceUrl,
        BLOB_ACCOUNT_KEY: storage.blobAccountKey,
      }),
      ...options.env,
      DATA_DIR: dataDir,
      // A test run or a tool that is killed leaves no service behind.
      ENDS_WITH_PARENT: 'true',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = exitOf(child)
  await untilListening(child, options.onLine ?? (() => {})).catch((error: unknown) => {
    child.kill()
    throw error
  })
  return {
    ...(await readService(options.visibleDataDir ?? dataDir, storage)),
    pid: child.pid ?? 0,
    ended,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal)
      await ended
    },
  }
}

export const removeData = (dataDir: string): Promise<void> =>
  rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
