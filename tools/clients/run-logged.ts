import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

/** A command line with its place. */
export interface Command {
  readonly program: string
  readonly args: readonly string[]
  readonly folder: string
  readonly env?: Readonly<Record<string, string>>
}

const minutesEach = 8
const linesShown = 25

/** Ends a process with all that it started. */
const endGroup = (pid: number | undefined): void => {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

/**
 * Runs a command, its output going to a file.
 * @returns What it printed to its standard output
 * @throws Error with the end of the file, if it fails or takes too long
 */
export const runLogged = async (
  { program, args, folder, env }: Command,
  logFile: string,
): Promise<string> => {
  const log = openSync(logFile, 'a')
  const child = spawn(program, [...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', log],
  })
  const end = (): void => endGroup(child.pid)
  process.once('exit', end)
  const timer = setTimeout(end, minutesEach * 60_000)
  const printed: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => printed.push(chunk))
  const status = await new Promise<number | string>((done) => {
    child.once('error', ({ message }) => done(message))
    child.once('close', (code, signal) => done(code ?? signal ?? 'no exit status'))
  })
  clearTimeout(timer)
  process.off('exit', end)
  closeSync(log)
  const output = Buffer.concat(printed).toString('utf8')
  if (status === 0) return output
  const lines = `${await readFile(logFile, 'utf8')}\n${output}`.trim().split('\n')
  const shown = lines.slice(-linesShown).join('\n')
  throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${shown}`)
}
