import { parseArgs } from 'node:util'
import { UsageError } from '../../tools/run-command.ts'

export interface Options {
  readonly minutes: number
}

export const usage = `DURABLE_HOST=PROGRAM npm run hub -- [--minutes N]
  What a task hub of the Durable extension costs while nothing is done: requests of its storage and log lines.
  --minutes N  how long it is watched (3)`

const parse = (args: readonly string[]): string => {
  try {
    const options = { minutes: { type: 'string', default: '3' } } as const
    return parseArgs({ args: [...args], options }).values.minutes
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

/** @throws UsageError */
export const readOptions = (args: readonly string[]): Options => {
  const text = parse(args)
  const minutes = Number(text)
  if (!(minutes > 0)) throw new UsageError(`--minutes takes a number above 0, not '${text}'`)
  return { minutes }
}
