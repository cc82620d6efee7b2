import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob'
import type { Endpoints } from '../../../../local/platform/endpoints.ts'

const ROOT = resolve(__dirname, '../../../..')
const SERVICE = join(ROOT, 'tests/fixtures/platform-app/main.ts')

/** The fixture app under the platform, as a process of its own. */
export class ServiceProcess {
  readonly child: ChildProcess
  readonly dataDir: string
  stdout = ''
  stderr = ''

  constructor(dataDir: string, environment: Record<string, string> = {}, shell = false) {
    this.dataDir = dataDir
    const command = [process.execPath, SERVICE]
    // A shell that stays, as some do that npm starts scripts in.
    const [program = '', ...args] = shell ? ['sh', '-c', '"$0" "$1"; exit $?', ...command] : command
    this.child = spawn(program, args, {
      env: { ...process.env, PORT: '0', DATA_DIR: dataDir, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child.stdout?.on('data', (data) => (this.stdout += String(data)))
    this.child.stderr?.on('data', (data) => (this.stderr += String(data)))
  }

  static async start(dataDir: string, environment: Record<string, string> = {}): Promise<ServiceProcess> {
    const service = new ServiceProcess(dataDir, environment)
    await service.listening()
    return service
  }

  async listening(): Promise<void> {
    await until(() => {
      if (this.child.exitCode !== null) throw new Error(`It did not start: ${this.stderr}`)
      return this.stdout.includes('Ctrl-C')
    })
  }

  get url(): string {
    return /listening on (\S+)/.exec(this.stdout)?.[1] ?? ''
  }

  async stop(signal: NodeJS.Signals): Promise<number | null> {
    const ended = once(this.child, 'exit')
    this.child.kill(signal)
    await ended
    return this.child.exitCode
  }

  async exitCode(): Promise<number | null> {
    await once(this.child, 'exit')
    return this.child.exitCode
  }

  async endpoints(): Promise<Endpoints> {
    return JSON.parse(await readFile(join(this.dataDir, 'endpoints.json'), 'utf8')) as Endpoints
  }

  async images(): Promise<ContainerClient> {
    const { blobConnectionString = '' } = await this.endpoints()
    return BlobServiceClient.fromConnectionString(blobConnectionString, {
      retryOptions: { maxTries: 1 },
    }).getContainerClient('images')
  }

  /** The process id of its Azurite. */
  async azurite(): Promise<number> {
    const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid='])
    const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
    return rows.find(([, parent]) => parent === this.child.pid)?.[0] ?? 0
  }
}

export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 25_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`It did not come true: ${condition.toString()}`)
    await new Promise((done) => setTimeout(done, 20))
  }
}

interface CommandResult {
  code: number
  stdout: string
  stderr: string
}

/** Runs a script of the repository to its end. */
export async function runScript(
  script: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<CommandResult> {
  const { promise, resolve } = Promise.withResolvers<CommandResult>()
  const child = execFile(
    process.execPath,
    [join(ROOT, script), ...args],
    { env: { ...process.env, ...environment } },
    (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
  )
  return promise
}

export async function withTemporaryFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'etiquette-'))
  try {
    await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
