import { jest } from '@jest/globals'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import * as fc from 'fast-check'
import { z } from 'zod'

/** A case that once broke a property. The values follow from seed and path; the texts are for readers. */
const example = z.strictObject({
  seed: z.int(),
  path: z.string(),
  counterexample: z.string(),
  error: z.string(),
})
type Example = z.output<typeof example>

const readExamples = (file: string): readonly Example[] =>
  existsSync(file) ? z.array(example).parse(JSON.parse(readFileSync(file, 'utf8'))) : []

const keepExample = (file: string, found: Example): void => {
  const others = readExamples(file).filter(({ seed, path }) => seed !== found.seed || path !== found.path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify([...others, found], null, 2)}\n`)
}

const replay = async <T>(file: string, property: fc.IRawProperty<T>): Promise<void> => {
  const shown = relative(process.cwd(), file)
  for (const { seed, path } of readExamples(file)) {
    const details = await fc.check(property, { seed, path, endOnFailure: true })
    if (details.numRuns === 0)
      throw new Error(`${shown}: seed ${seed} has no case at path ${path} any more; delete the example`)
    if (details.failed)
      throw new Error(
        `${shown}: the example of seed ${seed} fails; mend the code\n${await fc.asyncDefaultReportMessage(details)}`,
        { cause: details.errorInstance },
      )
  }
}

/** The ordinary test run takes the same cases each time; `npm run verify:properties` looks for new ones. */
const ordinarySeed = 1

interface Settings {
  /** Where examples are kept. */
  readonly folder: string
  /** Multiplies the number of cases, which is rounded up. */
  readonly factor: number
  /** If given, a counterexample is kept as an example. */
  readonly seed: number | undefined
}

export type CheckProperty = <T>(
  name: string,
  property: fc.IRawProperty<T>,
  options?: { readonly runs?: number },
) => Promise<void>

export const createPropertyCheck =
  ({ folder, factor, seed }: Settings): CheckProperty =>
  async (name, property, { runs = 100 } = {}) => {
    const file = join(folder, `${name}.json`)
    await replay(file, property)
    const details = await fc.check(property, {
      seed: seed ?? ordinarySeed,
      numRuns: Math.ceil(runs * factor),
    })
    if (!details.failed) return
    const { counterexample, counterexamplePath, errorInstance } = details
    if (seed !== undefined && counterexamplePath !== null)
      keepExample(file, {
        seed,
        path: counterexamplePath,
        counterexample: fc.stringify(counterexample),
        error: stripVTControlCharacters(
          errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
        ),
      })
    throw new Error(await fc.asyncDefaultReportMessage(details), { cause: errorInstance })
  }

const wholeNumber = (name: string): number | undefined => {
  const text = process.env[name]
  if (text === undefined || text === '') return undefined
  const value = Number(text)
  if (!Number.isInteger(value)) throw new Error(`${name} is '${text}'; give a whole number`)
  return value
}

/** The share of its cases that each change is tested with. */
const ordinaryShare = 0.4

const factor = wholeNumber('PROPERTY_FACTOR') ?? ordinaryShare
jest.setTimeout(120_000 * Math.ceil(factor))

/**
 * Checks that a property holds: first for the examples in `tests/examples/<name>.json`, then for two fifths of `runs` cases (100).
 * `PROPERTY_SEED` gives other cases, `PROPERTY_FACTOR` multiplies them.
 */
export const checkProperty = createPropertyCheck({
  folder: join(__dirname, '../examples'),
  factor,
  seed: wholeNumber('PROPERTY_SEED'),
})
