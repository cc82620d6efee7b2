import { parseArgs } from 'node:util'
import { UsageError } from '../../tools/run-command.ts'

export interface Options {
  readonly minutes: number
  readonly seed: number
  /** One instance is on the embedded store, two are on one Cosmos DB whose replicas lag. */
  readonly instances: 1 | 2
  /** Keeps the data folder also if nothing was wrong. */
  readonly keep: boolean
}

export const usage = `npm run soak -- [options]
  --minutes N      how long they all work at once (10; parts of minutes may be given)
  --seed N         what people do and when faults come follows from it (chosen by chance)
  --instances 1|2  one process on SQLite, or two on one Cosmos DB whose replicas lag (1)
  --keep           keeps the data folder, which is kept anyway if something is wrong`

const number = (name: string, text: string | undefined, least: number, most: number): number | undefined => {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!(value >= least && value <= most))
    throw new UsageError(`--${name} takes a number from ${least} to ${most}, not '${text}'`)
  return value
}

const instancesOf = (text: string): 1 | 2 => {
  if (text !== '1' && text !== '2') throw new UsageError(`--instances takes 1 or 2, not '${text}'`)
  return text === '1' ? 1 : 2
}

const parse = (args: readonly string[]) => {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      options: {
        minutes: text,
        seed: text,
        instances: { ...text, default: '1' },
        keep: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

/** @throws UsageError */
export const readOptions = (args: readonly string[]): Options => {
  const { minutes, seed, instances, keep } = parse(args)
  return {
    minutes: number('minutes', minutes, 0.1, 24 * 60) ?? 10,
    seed: Math.floor(number('seed', seed, 0, 2 ** 32 - 1) ?? Math.random() * 2 ** 32),
    instances: instancesOf(instances),
    keep,
  }
}
