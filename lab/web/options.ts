import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { UsageError } from '../../tools/run-command.ts'

export interface Options {
  /** How often each thing is measured, or ten times as often where it is quick. */
  readonly rounds: number
  /** Times slower than this machine. */
  readonly slower: number
  readonly json: string | undefined
}

export const usage = `npm run bench:web -- [options]
  --rounds N   how often each is measured (10)
  --slower N   the processor of the browser is this many times slower (4)
  --json FILE  where the results go as JSON; nowhere if not given`

const whole = (name: string, text: string | undefined, otherwise: number): number => {
  const value = Number(text ?? otherwise)
  if (!Number.isInteger(value) || value < 1 || value > 100)
    throw new UsageError(`--${name} takes a whole number from 1 to 100, not '${text ?? ''}'`)
  return value
}

const parse = (args: readonly string[]) => {
  const text = { type: 'string' } as const
  try {
    return parseArgs({ args: [...args], options: { rounds: text, slower: text, json: text } }).values
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

/** @throws UsageError */
export const readOptions = (args: readonly string[]): Options => {
  const values = parse(args)
  return {
    rounds: whole('rounds', values.rounds, 10),
    slower: whole('slower', values.slower, 4),
    json: values.json === undefined ? undefined : resolve(values.json),
  }
}
