import { spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync } from 'node:fs'
import { appendFile, readFile } from 'node:fs/promises'

/** A command line with its place. */
export interface Command {
  readonly program: string
  readonly args: readonly string[]
  readonly folder: string
  readonly env?: Readonly<Record<string, string>>
}

const minutesEach = 8
const linesShown = 25

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
  const { size: before } = fstatSync(log)
  // In the group of this process, so that what ends the verification ends it, too.
  const child = spawn(program, [...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', log],
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), minutesEach * 60_000)
  const printed: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => printed.push(chunk))
  const status = await new Promise<number | string>((done) => {
    child.once('error', ({ message }) => done(message))
    child.once('close', (code, signal) => done(code ?? signal ?? 'no exit status'))
  })
  clearTimeout(timer)
  closeSync(log)
  const output = Buffer.concat(printed).toString('utf8')
  await appendFile(logFile, output)
  if (status === 0) return output
  const lines = (await readFile(logFile)).subarray(before).toString('utf8').trim().split('\n')
  const shown = lines.slice(-linesShown).join('\n')
  throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${shown}`)
}
