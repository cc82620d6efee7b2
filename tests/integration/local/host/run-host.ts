import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll } from '@jest/globals'

const cli = resolve('local/host/cli.ts')
const extensionHost = resolve('tests/support/extension-host.ts')
const app = resolve('tests/fixtures/host-app')

export interface RunningHost {
  readonly url: string
  readonly port: number
  readonly process: ChildProcess
  /** What it has written to stderr so far. */
  readonly errors: () => string
  /** Sends a signal and waits for the end; returns the exit code. */
  readonly kill: (signal: NodeJS.Signals) => Promise<number | null>
}

/** A folder for the state file and the log of the fixture's functions. */
export const createWorkspace = () => {
  const folder = mkdtempSync(join(tmpdir(), 'host-'))
  const log = join(folder, 'functions.log')
  return {
    stateFile: join(folder, 'state.db'),
    log,
    lines: () => {
      try {
        return readFileSync(log, 'utf8').split('\n').slice(0, -1)
      } catch {
        return []
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

// A failed test must not leave a host behind, which would also keep the test run alive.
const children = new Set<ChildProcess>()
afterAll(() => children.forEach((child) => child.kill('SIGKILL')))

type Settings = Readonly<Record<string, string>>

const launch = (program: string, env: Settings, args: readonly string[]) => {
  const child = spawn(process.execPath, [program, app, ...args], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      FIXTURE_SCHEDULE: '0 0 4 * * *',
      ENDS_WITH_PARENT: 'true',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let out = ''
  let errors = ''
  const ended = new Promise<number | null>((done) => {
    child.once('close', done)
  })
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const listening = new Promise<string | undefined>((done) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const url = /listening on (\S+)\n/.exec(out)?.[1]
      if (url !== undefined) done(url)
    })
    child.once('close', () => done(undefined))
  })
  return { child, ended, listening, errors: () => errors }
}

/** Starts a program that hosts the fixture app in its own process, and waits until it listens. */
const runProgram = async (program: string, env: Settings, args: readonly string[]): Promise<RunningHost> => {
  const { child, ended, listening, errors } = launch(program, env, args)
  const url = await listening
  if (url === undefined) throw new Error(`The host did not start:\n${errors()}`)
  return {
    url,
    port: Number(new URL(url).port),
    process: child,
    errors,
    kill: async (signal) => {
      child.kill(signal)
      return ended
    },
  }
}

const optionsOf = (stateFile: string) => ['--port', '0', '--state', stateFile]

/** Starts the fixture app. */
export const runHost = (
  stateFile: string,
  env: Settings = {},
  args: readonly string[] = [],
): Promise<RunningHost> => runProgram(cli, env, [...optionsOf(stateFile), ...args])

/** Starts the fixture app on the real Durable extension, whose program is given. */
export const runExtensionHost = (
  stateFile: string,
  program: string,
  env: Settings = {},
): Promise<RunningHost> => runProgram(extensionHost, env, [program, stateFile])

/** Starts a host that is expected to refuse; returns its exit code and its stderr. */
export const runRefusedHost = async (stateFile: string, env: Settings = {}) => {
  const { child, ended, listening, errors } = launch(cli, env, optionsOf(stateFile))
  if ((await listening) !== undefined) child.kill('SIGKILL')
  return { code: await ended, errors: errors() }
}

/** Asks again and again until the answer is not undefined. */
export const until = async <T>(
  ask: () => Promise<T | undefined> | T | undefined,
  what: string,
): Promise<T> => {
  const deadline = Date.now() + 20_000
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`)
    await new Promise((done) => {
      setTimeout(done, 10)
    })
  }
}

export interface Status {
  readonly runtimeStatus: string
  readonly output: unknown
  readonly input: unknown
}

const isFinal = ({ runtimeStatus }: Status) => /^(Completed|Failed|Terminated)$/.test(runtimeStatus)

/** The fixture's functions that use the SDK's client. */
export const durableClient = ({ url }: Pick<RunningHost, 'url'>) => {
  const post = async (path: string, body?: unknown) =>
    fetch(`${url}/api/${path}`, {
      method: 'POST',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const status = async (id: string): Promise<Status | undefined> => {
    const response = await fetch(`${url}/api/status/${encodeURIComponent(id)}`)
    return response.ok ? ((await response.json()) as Status) : undefined
  }
  return {
    status,
    start: async (name: string, id: string, input: unknown = {}) => post(`start/${name}/${id}`, input),
    /** Terminates or purges an instance, or purges those of some states, joined by `-`; returns the client's answer. */
    manage: async (call: string, id: string) => (await post(`manage/${call}/${id}`)).text(),
    /** Calls the client for something that the host refuses; returns its answer. */
    refused: async (call: string, id: string) => (await post(`refused/${call}/${id}`)).text(),
    ended: async (id: string) =>
      until(async () => {
        const found = await status(id)
        return found !== undefined && isFinal(found) ? found : undefined
      }, `the end of ${id}`),
  }
}
