import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

const samples = resolve(import.meta.dirname, '../samples')

export const usage = `Usage: npm run demo -- [--images DIR] [--out DIR] [--keep]

Starts the service with a data folder of its own and walks through it over HTTP: storage, data set, project, three
labelers at once, review, refresh and exports. Ends with status 0 only if every number came out as known beforehand.

  --images DIR  your own images: a folder with a folder per class (default: the sample images, samples/)
  --out DIR     where the exported files are put (default: etiquette-demo/ in the current folder)
  --keep        leave the service running until Ctrl-C, and keep its data folder
  --help        this text`

export interface Options {
  readonly images: string
  readonly out: string
  readonly keep: boolean
  readonly help: boolean
}

export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** @throws UsageError that says what is wrong with the command line */
export const readOptions = (argv: readonly string[]): Options => {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        images: { type: 'string', default: samples },
        out: { type: 'string', default: 'etiquette-demo' },
        keep: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    return { ...values, images: resolve(values.images), out: resolve(values.out) }
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
