import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { UsageError } from '../../tools/run-command.ts'

export interface Options {
  readonly items: number
  /** A folder of images, with a folder per class. */
  readonly images: string | undefined
  /** The folder of the data set's `.gz` files. */
  readonly data: string | undefined
  readonly synthetic: boolean
  readonly labelers: number
  readonly page: number
  /** Labels to give; all items if there are fewer. */
  readonly label: number
  readonly json: string
  /** Results of another run: what a large run's pages are compared with. */
  readonly reference: string
}

export const usage = `npm run bench -- [options]
  --items N         how many images (10000; up to 70000 are Fashion-MNIST, more are a synthetic listing)
  --images DIR      a folder of images with a folder per class, instead of Fashion-MNIST
  --data DIR        the folder with Fashion-MNIST's .gz files
  --synthetic       a synthetic listing also for fewer items
  --labelers N      labelers at once (50)
  --page N          items of a page (9)
  --label N         labels to give (all; 100000 on a synthetic listing)
  --json FILE       where the results go (bench-results.json; bench-results-synthetic.json)
  --reference FILE  the run that a synthetic one is compared with (bench-results.json)`

const defaultItems = 10_000
const fashionImages = 70_000
const syntheticLabels = 100_000

const whole = (name: string, text: string | undefined, most: number): number | undefined => {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new UsageError(`--${name} takes a whole number from 1 to ${most}, not '${text}'`)
  return value
}

const parse = (args: readonly string[]) => {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      options: {
        items: text,
        images: text,
        data: text,
        synthetic: { type: 'boolean', default: false },
        labelers: text,
        page: text,
        label: text,
        json: text,
        reference: text,
      },
    }).values
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

/** @throws UsageError */
export const readOptions = (args: readonly string[]): Options => {
  const values = parse(args)
  const items = whole('items', values.items, 10_000_000)
  const synthetic = values.synthetic || (values.images === undefined && (items ?? 0) > fashionImages)
  if (synthetic && values.images !== undefined)
    throw new UsageError('--images and --synthetic exclude each other')
  return {
    // All images of a folder of one's own, unless told otherwise.
    items: items ?? (values.images === undefined ? defaultItems : Number.POSITIVE_INFINITY),
    images: values.images,
    data: values.data,
    synthetic,
    labelers: whole('labelers', values.labelers, 1000) ?? 50,
    page: whole('page', values.page, 50) ?? 9,
    label:
      whole('label', values.label, 10_000_000) ?? (synthetic ? syntheticLabels : Number.POSITIVE_INFINITY),
    json: resolve(values.json ?? (synthetic ? 'bench-results-synthetic.json' : 'bench-results.json')),
    reference: resolve(values.reference ?? 'bench-results.json'),
  }
}
