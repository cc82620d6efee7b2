import { describe, expect, it, test } from '@jest/globals'
import { readmeOf } from '../../../../src/domain/exports/readme.ts'
import { csvColumns } from '../../../../src/domain/formats/csv-columns.ts'
import type { Format } from '../../../../src/domain/formats/format.ts'
import { formats } from '../../../../src/domain/formats/index.ts'
import type { ExportPlan } from '../../../../src/domain/model/exports/export.ts'
import { plan, plainRows, unlabeledRows } from '../../../contracts/format/format-rows.ts'
import { writeRows } from '../../../contracts/format/write-rows.ts'

const split = { train: 0.4, validation: 0.3, test: 0.3, seed: 1 }
const readme = (format: Format, changes: Partial<ExportPlan> = {}, rows = {}) =>
  readmeOf(format, { plan: { ...plan, ...changes }, serviceVersion: '1.2.3', regions: 'Many' }, rows).content

/** The names of the columns of each table in the front matter. */
const columnsIn = (text: string): readonly (readonly string[])[] =>
  text
    .split('- config_name: ')
    .slice(1)
    .map((table) => [...table.matchAll(/^ {2}- name: (\w+)$/gm)].map(([, name = '']) => name))

const keysOf = (rows: readonly object[]): ReadonlySet<string> =>
  new Set(rows.flatMap((row) => Object.keys(row)))

describe.each(formats.all)('the README.md of $name', (format) => {
  const parts = [undefined, split]

  test.each(parts)('names the files that the export has, with the split %j', async (given) => {
    const { listed } = await writeRows(format, [], { regions: 'Many', split: given })
    const named = [...readme(format, { split: given }).matchAll(/^ {4}path: (.*)$/gm)].map(([, path]) => path)
    const paths = new Set(listed.map(({ path }) => path))
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((path) => !paths.has(path ?? ''))).toEqual([])
    expect(readme(format, { split: given })).toContain(`export / "${named[0]}"`)
  })

  test.each(parts)('has each column of the files with its type, with the split %j', async (given) => {
    const [first, ...others] = plainRows({ kind: 'Class', regions: 'Many' })
    const item = { ...first!.item, format: 'png', width: 640, height: 480 }
    const rows = [{ ...first!, item, problem: 'Truncated' }, ...others, ...unlabeledRows()]
    const { contents } = await writeRows(format, rows, { regions: 'Many', split: given })
    const text = contents[0]?.text ?? ''
    const found =
      format.name === 'Csv'
        ? [csvColumns]
        : format.name === 'Dataset'
          ? [
              [
                ...keysOf(
                  text
                    .trim()
                    .split('\n')
                    .map((line) => JSON.parse(line) as object),
                ),
              ],
            ]
          : ['images', 'annotations', 'categories'].map((table) => [...keysOf(JSON.parse(text)[table])])
    const told = columnsIn(readme(format, { split: given }))
    for (const [index, columns] of found.entries())
      expect(columns.filter((column) => !told[index]?.includes(column))).toEqual([])
  })
})

describe('README.md', () => {
  const coco = formats.of('Coco')

  it('leaves out parts without a row, which a loader refuses, unless no part has one', () => {
    const parts = (rows: object) =>
      new Set([...readme(coco, { split }, rows).matchAll(/- split: (\w+)/g)].map(([, name]) => name))
    expect(parts({ train: 2, test: 1 })).toEqual(new Set(['train', 'test']))
    expect(parts({})).toEqual(new Set(['train', 'validation', 'test']))
  })

  it('says where the images are and how they are downloaded', () => {
    const text = readme(coco, { prefix: 'my raw/' })
    expect(text).toContain('--account-name account --name photos --permissions rl')
    expect(text).toContain('azcopy copy "https://account.blob.core.windows.net/photos/my%20raw/*?$SAS"')
    expect(text).toContain('ImageOps.exif_transpose')
  })

  it('names the command of an emulator where the service has one', () => {
    const text = readme(coco, { containerUrl: 'http://127.0.0.1:10000/devstoreaccount1/photos' })
    expect(text).toContain('SAS=$(npm run --silent sas -- photos --token)')
    expect(text).not.toContain('az storage')
  })

  it('has nothing of a name that people give, which could be any text', () => {
    expect(readme(coco, { displayName: '---\n# x', description: '`$(x)`' })).toBe(readme(coco))
  })

  it('says that an export has only what changed', () => {
    const since = { export: plan.export, at: 1, include: 'All' as const, classPaths: {}, renamed: [] }
    expect(readme(coco, { since })).toContain('only what changed since the export `e1`')
  })

  it('is there for a format that says nothing of loaders', () => {
    const { guide: _, ...bare } = coco
    const text = readme(bare)
    expect(text.startsWith('# Labels of cats')).toBe(true)
    expect(text).toContain('## The images')
  })
})
