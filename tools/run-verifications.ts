import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from './run-command.ts'

export interface Verification {
  readonly name: string
  /** What is known if it passes. */
  readonly proves: string
  /** For the shell, from the repository's folder. */
  readonly command: string
  /** Settings of the command. This process's environment goes before them, to repeat a run. */
  readonly env?: () => Readonly<Record<string, string>>
  /** Files without which it is skipped. A command that finds out by itself ends with `lacksNeeds`. */
  readonly needs?: readonly string[]
  /** Too long for each change: runs only by its name. */
  readonly apart?: true
  /** On a quiet machine with two cores. One that takes `patience` times as long hangs: it is ended, and failed. */
  readonly minutes: number
}

type Outcome = 'passed' | 'failed' | 'skipped'

interface Result {
  readonly name: string
  readonly outcome: Outcome
  readonly command: string
  readonly seconds: number
  readonly reason?: string
}

interface Setting {
  /** Gets a log for each verification, and `record.json`. */
  readonly folder: string
  readonly say: (line: string) => void
  /** Milliseconds. */
  readonly now: () => number
}

/** @throws UsageError */
export const select = (all: readonly Verification[], names: readonly string[]): readonly Verification[] => {
  const unknown = names.find((name) => !all.some((one) => one.name === name))
  if (unknown !== undefined)
    throw new UsageError(
      `There is no verification '${unknown}'; name some of ${all.map(({ name }) => name).join(', ')}`,
    )
  return all.filter(({ name, apart }) => (names.length === 0 ? !apart : names.includes(name)))
}

const patience = 3

/** The exit status of a command that lacks what it needs. Its last line is the reason. */
export const lacksNeeds = 77

const linesShown = 60

const linesOf = (log: string): readonly string[] => readFileSync(log, 'utf8').trimEnd().split('\n')

interface Run {
  readonly command: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly minutes: number
}

interface End {
  readonly outcome: Outcome
  readonly reason?: string
}

/** Runs a command, its output going to a file. */
const runShell = async ({ command, env, minutes }: Run, log: string): Promise<End> => {
  const output = openSync(log, 'w')
  // A group of its own, so that all that it starts ends with it.
  const child = spawn(command, { shell: true, detached: true, env, stdio: ['ignore', output, output] })
  const end = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
  }
  process.once('exit', end)
  let late = false
  const timer = setTimeout(
    () => {
      late = true
      end()
    },
    patience * minutes * 60_000,
  )
  const status = await new Promise<string | number>((done) => {
    child.once('exit', (code, signal) => done(signal ?? code ?? 0))
    child.once('error', ({ message }) => done(message))
  })
  clearTimeout(timer)
  process.off('exit', end)
  closeSync(output)
  if (late) return { outcome: 'failed', reason: `took longer than ${patience * minutes} min` }
  if (status === 0) return { outcome: 'passed' }
  if (status === lacksNeeds) return { outcome: 'skipped', reason: linesOf(log).at(-1) ?? '' }
  return { outcome: 'failed', reason: `ended with ${status}` }
}

const verify = async (one: Verification, { folder, say, now }: Setting): Promise<Result> => {
  const { name, proves, minutes, needs = [] } = one
  const settings = Object.entries(one.env?.() ?? {}).map(
    ([key, value]) => [key, process.env[key] ?? value] as const,
  )
  const command = [...settings.map(([key, value]) => `${key}=${value}`), one.command].join(' ')
  const missing = needs.find((path) => !existsSync(path))
  if (missing !== undefined)
    return { name, outcome: 'skipped', command, seconds: 0, reason: `${missing} is missing` }
  say(`\n${name}: ${proves} (about ${minutes} min)\n  ${command}`)
  const log = join(folder, `${name}.log`)
  const began = now()
  const { outcome, reason } = await runShell(
    { command: one.command, env: { ...process.env, ...Object.fromEntries(settings) }, minutes },
    log,
  )
  const seconds = Math.round((now() - began) / 1000)
  if (reason === undefined) return { name, outcome, command, seconds }
  if (outcome === 'skipped') return { name, outcome, command, seconds, reason }
  say(linesOf(log).slice(-linesShown).join('\n'))
  return { name, outcome, command, seconds, reason: `${reason}; the whole output is in ${log}` }
}

/** Runs verifications one after the other. False if one failed. */
export const runVerifications = async (
  chosen: readonly Verification[],
  setting: Setting,
): Promise<boolean> => {
  const { folder, say } = setting
  mkdirSync(folder, { recursive: true })
  const results: Result[] = []
  for (const one of chosen) {
    const result = await verify(one, setting)
    const { outcome, name, seconds, reason } = result
    say(`${outcome} ${name}${reason === undefined ? '' : `: ${reason}`} (${seconds} s)`)
    results.push(result)
    writeFileSync(join(folder, 'record.json'), `${JSON.stringify(results, null, 2)}\n`)
  }
  const count = (outcome: Outcome): number => results.filter((one) => one.outcome === outcome).length
  say(`\n${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`)
  return count('failed') === 0
}
