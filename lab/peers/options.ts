import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { UsageError } from '../../tools/run-command.ts'

export interface Options {
  /** Only write the images and end: Label Studio is started after that. */
  readonly prepare: boolean
  /** The folder that Label Studio reads the images from. */
  readonly images: string
  readonly url: string
  /** A file with a token a line: of an administrator, then of the labelers. */
  readonly tokens: string
  /** The folder with Fashion-MNIST's .gz files. */
  readonly data: string | undefined
  readonly items: number
  /** Labels to give, at most. */
  readonly labels: number
  readonly json: string
}

export const usage = `npm run peers -- --images DIR [options]
  Measures a running Label Studio as npm run bench measures this service. docs/benchmarks.md has the steps.
  --prepare       only writes Fashion-MNIST's images to DIR
  --images DIR    the folder of images, below the document root of Label Studio
  --tokens FILE   a token a line: of an administrator, then of each labeler (DIR/../tokens)
  --url URL       where Label Studio listens (http://127.0.0.1:8080)
  --data DIR      the folder with Fashion-MNIST's .gz files
  --items N       images to write (10000)
  --labels N      labels to give (500)
  --json FILE     where the results go (peer-results.json)`

const whole = (name: string, text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1)
    throw new UsageError(`--${name} takes a whole number from 1, not '${text}'`)
  return value
}

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        prepare: { type: 'boolean', default: false },
        images: { type: 'string' },
        tokens: { type: 'string' },
        url: { type: 'string', default: 'http://127.0.0.1:8080' },
        data: { type: 'string' },
        items: { type: 'string', default: '10000' },
        labels: { type: 'string', default: '500' },
        json: { type: 'string', default: 'peer-results.json' },
      },
    }).values
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

/** @throws UsageError */
export const readOptions = (args: readonly string[]): Options => {
  const { images, tokens, url, items, labels, json, prepare, data } = parse(args)
  if (images === undefined) throw new UsageError(`Give the folder of the images with --images\n\n${usage}`)
  if (URL.parse(url) === null)
    throw new UsageError(`--url takes a URL such as http://127.0.0.1:8080, not '${url}'`)
  return {
    prepare,
    images: resolve(images),
    url,
    tokens: resolve(tokens ?? `${images}/../tokens`),
    data,
    items: whole('items', items),
    labels: whole('labels', labels),
    json: resolve(json),
  }
}
