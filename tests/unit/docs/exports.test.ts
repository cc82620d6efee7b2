import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Format } from '../../../src/domain/formats/format.ts'
import { coco } from '../../../src/domain/formats/coco.ts'
import { csv } from '../../../src/domain/formats/csv.ts'
import { dataset } from '../../../src/domain/formats/dataset.ts'
import { formats } from '../../../src/domain/formats/index.ts'
import { readerFormats } from '../../../tools/readers/cases.ts'
import { trainingExamples } from '../../../tools/readers/examples.ts'
import { pinsOf } from '../../../tools/readers/pins.ts'
import { readerRows } from '../../../tools/readers/reader-table.ts'
import { readers } from '../../../tools/readers/readers.ts'
import { plainRows, unlabeledRows, type RowDraft } from '../../contracts/format/format-rows.ts'
import { writeRows } from '../../contracts/format/write-rows.ts'

const root = join(__dirname, '../../..')
const page = readFileSync(join(root, 'docs/exports.md'), 'utf8')

/** The tables below a heading, as cells without their headers. */
const rowsBelow = (heading: string): readonly (readonly string[])[] => {
  const [, rest = ''] = page.split(`\n${heading}\n`)
  const [section = ''] = rest.split(/\n#+ /)
  const lines = section.split('\n').filter((line) => line.startsWith('|'))
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim()),
  )
}

const namesBelow = (heading: string): readonly string[] =>
  rowsBelow(heading).map(([name = '']) => name.replaceAll('`', ''))

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The keys of all objects in a value, each with the keys above it: `images.file_name`. */
const keysOf = (value: unknown, above = ''): readonly string[] => {
  if (Array.isArray(value) && value.some(isObject)) return value.flatMap((one) => keysOf(one, above))
  if (!isObject(value)) return [above]
  return Object.entries(value).flatMap(([key, one]) => keysOf(one, above === '' ? key : `${above}.${key}`))
}

const kind = { kind: 'Class', regions: 'Many' } as const
const split = { train: 0.5, validation: 0.25, test: 0.25, seed: 1 }

/** Rows with a label, without one, without a size, and with a header that the service has read. */
const allRows = (): readonly RowDraft[] => {
  const [first, ...others] = [...plainRows(kind), ...unlabeledRows()]
  if (!first) throw new Error('There is no row')
  const header = { ...first, item: { ...first.item, format: 'jpeg', orientation: 6 } }
  const broken = {
    ...first,
    item: { ...first.item, path: 'broken.png' },
    problem: 'Truncated',
    size: undefined,
  }
  return [header, broken, ...others]
}

const writtenBy = async (format: Format, keys: (text: string) => readonly string[]): Promise<Set<string>> => {
  const found = new Set<string>()
  for (const plan of [{}, { unsized: 'Keep' as const }])
    for (const how of [{ split }, {}]) {
      const { contents } = await writeRows(format, allRows(), { regions: 'Many', plan, ...how })
      for (const { text } of contents) for (const key of keys(text)) found.add(key)
    }
  return found
}

const lines = (text: string): readonly string[] => text.split(/\r?\n/).filter((line) => line !== '')

describe('the page on exports', () => {
  it.each([
    ['Keys of Coco', coco, (text: string) => keysOf(JSON.parse(text))],
    ['Keys of Dataset', dataset, (text: string) => lines(text).flatMap((line) => keysOf(JSON.parse(line)))],
    ['Columns of Csv', csv, (text: string) => lines(text)[0]?.split(',') ?? []],
  ] as const)('%s: a row for each that is written, and no other', async (heading, format, keys) => {
    const written = await writtenBy(format, keys)
    expect(written.size).toBeGreaterThan(10)
    expect(namesBelow(`### ${heading}`).toSorted()).toEqual([...written].toSorted())
  })

  it('says of each column what it is, and when it is absent', () => {
    for (const heading of ['### Keys of Coco', '### Keys of Dataset', '### Columns of Csv'])
      for (const cells of rowsBelow(heading)) expect(cells.filter((cell) => cell.length > 3)).toHaveLength(3)
  })

  it('has a table of columns and an example for each format', () => {
    const tables = [...page.matchAll(/^### (?:Keys|Columns) of (\w+)$/gm)].map(([, name = '']) => name)
    expect(tables).toEqual(['Coco', 'Dataset', 'Csv'])
    expect(tables.toSorted()).toEqual(formats.names.toSorted())
    expect(tables).toEqual(readerFormats)
    expect([...trainingExamples(page).keys()].toSorted()).toEqual(tables.toSorted())
  })

  it('has examples of some ten lines, which open pictures upright', () => {
    for (const script of trainingExamples(page).values()) {
      expect(script).toContain('ImageOps.exif_transpose(')
      const steps = script.split('\n').filter((line) => line !== '' && !/^(?:import|from|\s*#) ?/.test(line))
      expect(steps.length).toBeLessThanOrEqual(10)
    }
  })

  it('has the table of readers with the versions that are installed', () => {
    const pins = (name: string) => pinsOf(readFileSync(join(root, 'tools/readers', `${name}.txt`), 'utf8'))
    const rows = readerRows(readers, ({ environment, name }) => pins(environment).get(name))
    expect(rows.length).toBeGreaterThanOrEqual(12)
    for (const [, version] of rows) expect(version).toMatch(/^\d/)
    expect(rowsBelow('## Readers')).toEqual(rows)
  })
})
