import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { z } from 'zod'
import { classId, userId } from '../../../../src/domain/core/ids.ts'
import { csvColumns } from '../../../../src/domain/formats/csv-columns.ts'
import { csv } from '../../../../src/domain/formats/csv.ts'
import type { ExportPlan } from '../../../../src/domain/model/exports/export.ts'
import type { ExportRow } from '../../../../src/domain/formats/format.ts'
import { anyText } from '../../../../tools/any-text.ts'
import { describeFormat, type FormatSamples } from '../../../contracts/format-contract.ts'
import { plainRows } from '../../../contracts/format/format-rows.ts'
import { writeRows } from '../../../contracts/format/write-rows.ts'
import { parseCsv } from '../../../support/parse-csv.ts'
import { readLoosely } from '../../../support/read-loosely.ts'
import { checkProperty } from '../../../support/property.ts'

const classNames = (paths: readonly string[]) =>
  paths.map((path, at) => ({ id: classId.parse(`c${at}`), path }))

/** The names of a row in `Labels`; undefined without a label. */
const labelsIn = (fields: readonly string[] = []): readonly string[] | undefined => {
  const text = fields[csvColumns.indexOf('Labels')] ?? ''
  return text === '' ? undefined : z.array(z.string()).parse(JSON.parse(text))
}

/** The path of a row by its URL, which is always encoded. */
const pathIn = (fields: readonly string[] = []): string => {
  const { pathname } = new URL((fields[csvColumns.indexOf('AbsoluteUrl')] ?? '').replaceAll('%2E', '%252E'))
  return decodeURIComponent(pathname.replaceAll('%252E', '%2E').split('/').slice(2).join('/'))
}

/** One row of an old project, whose classes may have any name. */
const csvOf = (regions: 'One' | 'Many', path: string, names: readonly string[]): string => {
  const classes = classNames(names)
  const plan = { datastore: 'store', containerUrl: 'https://a/c', classes } as unknown as ExportPlan
  const decided = { by: userId.parse('ann'), at: 0 }
  const classRegions = classes.map(({ id }) => ({ kind: 'Class', class: id }))
  const item = { id: 'f'.repeat(32), path }
  const countUnsupported = () => undefined
  const row = {
    item,
    state: 'labeled',
    decided,
    regions: classRegions,
    countUnsupported,
  } as unknown as ExportRow
  if (csv.layout !== 'Stream' || !csv.write) throw new Error('It is written as a stream')
  const { frame, write } = csv.write({ plan, serviceVersion: '', regions })
  const [head = '', end = ''] = frame({ usedClasses: new Set() })
  let text = head
  write(row, (_, written) => {
    text += written
  })
  return text + end
}

const starts = fc.constantFrom(
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  '＝',
  '＋',
  '－',
  '＠',
  ';=',
  '; "=',
  ';"',
  '\t+',
  ',=',
  '"=',
  '"',
  ';',
  '\\',
  "'",
  '',
)
const hostile = fc.tuple(starts, anyText()).map((parts) => parts.join(''))
const inner = /[;\t\r\n]["\s]*[=+\-@＝＋－＠]/
const formula = /^[=+\-@\t\r\n＝＋－＠]/

test('no field begins like a formula, and nothing is lost', async () => {
  await checkProperty(
    'csv-formulas',
    fc.property(hostile, fc.array(hostile, { minLength: 1, maxLength: 4 }), (path, names) => {
      for (const regions of ['One', 'Many'] as const) {
        const rows = parseCsv(csvOf(regions, path, names))
        expect(rows.map((fields) => fields.length)).toEqual([12, 12])
        for (const text of rows.flat()) expect(text).not.toMatch(formula)
        const [first = ''] = names
        const marked = rows[1]?.[1] ?? ''
        if (regions === 'One' && !inner.test(first))
          expect(marked).toBe(formula.test(first) ? `'${first}` : first)
        expect(labelsIn(rows[1])).toEqual([...new Set(names)])
        expect(pathIn(rows[1])).toBe(path.toWellFormed())
      }
    }),
    { runs: 250 },
  )
})

test.each([';', '\t'])(
  'no cell is a formula where %j separates, whatever a quote means',
  async (separator) => {
    const parts = fc.array(
      fc.constantFrom(';', '\t', '"', ' ', '=1', '+', '-2', '＝', '@a', '\n', '\r', 'x', ',', '\\'),
    )
    const name = fc.oneof(
      hostile,
      fc.tuple(anyText(), hostile).map(String),
      parts.map((all) => all.join('')),
    )
    await checkProperty(
      `csv-separator-${separator === ';' ? 'semicolon' : 'tab'}`,
      fc.property(name, fc.array(name, { minLength: 1, maxLength: 4 }), (path, names) => {
        for (const regions of ['One', 'Many'] as const)
          for (const quotes of [true, false])
            for (const cell of readLoosely(csvOf(regions, path, names), separator, quotes).flat())
              expect(cell.replace(/^\s+/, '')).not.toMatch(/^[=+\-@＝＋－＠]/)
      }),
      { runs: 250 },
    )
  },
)

test.each([
  ['a;b=1 ä#%41?:.png', 'a;b=1 ä#%41?:.png', 'a;b=1 ä#%41?:.png'],
  ['a;=1+1.png', 'a%3B%3D1%2B1.png', 'a%3B%3D1%2B1.png'],
  ['=1+1.png', '=1+1.png', './=1+1.png'],
  ['-rf/@a.png', '-rf/@a.png', './-rf/@a.png'],
  ['../a.png', '%2E%2E/a.png', '../a.png'],
  ['-a\nb.png', '-a%0Ab.png', './-a%0Ab.png'],
])('the path %j has the URL %j and is %j', (path, url, shown) => {
  const fields = parseCsv(csvOf('One', path, ['Cat']))[1]
  expect(fields?.[0]).toBe(`AmlDatastore://store/${url}`)
  expect(fields?.[7]).toBe(shown)
  expect(pathIn(fields)).toBe(path)
})

test.each([
  ['One', ['=HYPERLINK("x")'], '\'=HYPERLINK("x")'],
  ['Many', ['Cat', '=1', '＠x;y', '-'], 'Cat,=1,＠x;y,-'],
  ['One', ['a=b', 'x'], 'a=b'],
  ['One', ['a;=1+1'], "a;'=1+1"],
  ['One', ['a;b, c=d;e'], 'a;b, c=d;e'],
  ['One', ['a\t"+1'], 'a\t"\'+1'],
  ['Many', ['Cat', 'x;@y', 'a\n-1'], "Cat,x;'@y,a\n'-1"],
] as const)('%s %j is %j', (regions, names, label) => {
  const [, fields] = parseCsv(csvOf(regions, 'a.png', names))
  expect(fields?.slice(0, 5)).toEqual([
    'AmlDatastore://store/a.png',
    label,
    'labeled',
    'ann',
    '1970-01-01T00:00:00.000Z',
  ])
  expect(labelsIn(fields)).toEqual(names)
  expect(fields?.slice(6)).toEqual(['f'.repeat(32), 'a.png', 'https://a/c/a.png', '', '', ''])
})

test('a class that a spreadsheet would take for a formula is counted', async () => {
  const [row] = plainRows({ kind: 'Class', regions: 'Many' })
  const formulas = classNames(['a;=1', 'b'])
  const written = await writeRows(csv, [row!], { regions: 'Many', plan: { classes: formulas } })
  expect([...written.unsupported.values()]).toEqual([['FormulaInLabel']])
})

const read: FormatSamples['read'] = (text, { regions }) => {
  const [head, ...rows] = parseCsv(text)
  expect(head).toEqual([...csvColumns])
  return rows.map((fields) => {
    expect(fields).toHaveLength(12)
    const row = Object.fromEntries(csvColumns.map((column, at) => [column, fields[at] ?? '']))
    const labels = labelsIn(fields)
    if (regions === 'One' && labels && labels.length > 1) throw new Error('One class, several names')
    expect(labels !== undefined).toBe(['labeled', 'approved'].includes(row['State'] ?? ''))
    expect(row).toMatchObject({
      Item: expect.stringMatching(/^[a-f0-9]{32}$/),
      Orientation: expect.stringMatching(/^[1-8]?$/),
      Part: expect.stringMatching(/^(train|validation|test)?$/),
    })
    return { item: pathIn(fields), classes: labels }
  })
}

describeFormat(csv, { read, unlabeled: 'Listed' })
