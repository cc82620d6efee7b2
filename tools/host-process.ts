import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { distantSchedule } from './distant-schedule.ts'

const cli = resolve(import.meta.dirname, '../local/host/cli.ts')

/** Nothing is asked of what they name: enough to start, and to answer what needs no sign-in. */
export const settingsIn = (folder: string): Readonly<Record<string, string>> => ({
  STORE: 'sqlite',
  SQLITE_FILE: join(folder, 'etiquette.db'),
  SECRETS_KEY_FILE: join(folder, 'secrets.key'),
  BLOB_SERVICE_URL: 'https://nobody.blob.core.windows.net',
  AUTH_ISSUER: 'https://issuer.invalid',
  AUTH_AUDIENCE: 'etiquette',
  AUTH_JWKS_URL: 'https://issuer.invalid/keys',
  AUTH_TENANT: 'nobody',
  PUBLIC_URL: 'http://127.0.0.1',
  REFRESH_SCHEDULE: distantSchedule(),
})

export interface HostProcess {
  readonly api: string
  /** Milliseconds from the start of the process to the first answer. */
  readonly coldStart: number
  readonly stop: () => Promise<void>
}

/** The local host with the app of a folder, in a process of its own and on data of its own, once it has answered. */
export const startHostProcess = async (
  appDirectory: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<HostProcess> => {
  const folder = await mkdtemp(join(tmpdir(), 'etiquette-host-'))
  const started = performance.now()
  const child = spawn(
    process.execPath,
    [cli, resolve(appDirectory), '--state', join(folder, 'host.db'), '--port', '0', '--quiet'],
    { env: { ...process.env, ...settingsIn(folder), ...settings }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = new Promise<void>((done) => {
    child.once('exit', () => done())
  })
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /^listening on (\S+)/.exec(line) ?? []
    if (url === undefined) continue
    child.stdout.resume()
    const api = `${url}/api`
    const { status } = await fetch(`${api}/health`)
    const coldStart = performance.now() - started
    if (status === 200) return { api, coldStart, stop }
    break
  }
  await stop()
  throw new Error(`The app of ${appDirectory} did not start`)
}
