import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { BlobServiceClient } from '@azure/storage-blob'
import type { ContainerClient } from '@azure/storage-blob'
import type { Endpoints } from '../../../../local/platform/endpoints.ts'

const root = resolve(__dirname, '../../../..')
const program = join(root, 'tests/fixtures/platform-app/main.ts')

type Settings = Readonly<Record<string, string>>

/** The fixture app under the platform, as a process of its own. */
export interface ServiceProcess {
  readonly child: ChildProcess
  /** What it has written so far. */
  readonly stdout: () => string
  readonly stderr: () => string
  /** Waits until it serves. */
  readonly listening: () => Promise<void>
  readonly url: () => string
  readonly stop: (signal: NodeJS.Signals) => Promise<number | null>
  readonly exitCode: () => Promise<number | null>
  readonly endpoints: () => Promise<Endpoints>
  /** The container of images in its Blob Storage. */
  readonly images: () => Promise<ContainerClient>
  /** The process id of its Azurite. */
  readonly azurite: () => Promise<number>
}

export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

export const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + 25_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`It did not come true: ${condition.toString()}`)
    await new Promise((done) => {
      setTimeout(done, 20)
    })
  }
}

const childOf = async (pid: number | undefined): Promise<number> => {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid='])
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  return rows.find(([, parent]) => parent === pid)?.[0] ?? 0
}

const launch = (dataDir: string, environment: Settings, shell: boolean) => {
  const command = [process.execPath, program]
  // A shell that stays, as some do that npm starts scripts in.
  const [file = '', ...args] = shell ? ['sh', '-c', '"$0" "$1"; exit $?', ...command] : command
  const child = spawn(file, args, {
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const text = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (data) => {
      text[name] += String(data)
    })
  return { child, text }
}

export const createService = (dataDir: string, environment: Settings = {}, shell = false): ServiceProcess => {
  const { child, text } = launch(dataDir, environment, shell)
  const exitCode = async () => {
    await once(child, 'exit')
    return child.exitCode
  }
  const endpoints = async () =>
    JSON.parse(await readFile(join(dataDir, 'endpoints.json'), 'utf8')) as Endpoints
  return {
    child,
    stdout: () => text.stdout,
    stderr: () => text.stderr,
    listening: () =>
      until(() => {
        if (child.exitCode !== null) throw new Error(`It did not start: ${text.stderr}`)
        return text.stdout.includes('Ctrl-C')
      }),
    url: () => /listening on (\S+)/.exec(text.stdout)?.[1] ?? '',
    stop: (signal) => {
      const ended = exitCode()
      child.kill(signal)
      return ended
    },
    exitCode,
    endpoints,
    images: async () => {
      const { blobConnectionString = '' } = await endpoints()
      const options = { retryOptions: { maxTries: 1 } }
      return BlobServiceClient.fromConnectionString(blobConnectionString, options).getContainerClient(
        'images',
      )
    },
    azurite: () => childOf(child.pid),
  }
}

export const startService = async (dataDir: string): Promise<ServiceProcess> => {
  const service = createService(dataDir)
  await service.listening()
  return service
}

interface CommandResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a script of the repository to its end. */
export const runScript = async (
  script: string,
  args: readonly string[],
  environment: Settings = {},
): Promise<CommandResult> => {
  const { promise, resolve } = Promise.withResolvers<CommandResult>()
  const child = execFile(
    process.execPath,
    [join(root, script), ...args],
    { env: { ...process.env, ...environment } },
    (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
  )
  return promise
}

export const withTemporaryFolder = async (use: (folder: string) => Promise<void>): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'etiquette-'))
  try {
    await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
