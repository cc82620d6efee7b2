import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { classId, userId } from '../../../../src/domain/core/ids.ts'
import { csv } from '../../../../src/domain/formats/csv.ts'
import type { ExportPlan } from '../../../../src/domain/model/exports/export.ts'
import type { ExportRow } from '../../../../src/domain/formats/format.ts'
import { anyText } from '../../../../tools/any-text.ts'
import { describeFormat, type FormatSamples } from '../../../contracts/format-contract.ts'
import { pathOfUrl } from '../../../contracts/format/format-rows.ts'
import { parseCsv } from '../../../support/parse-csv.ts'
import { readLoosely } from '../../../support/read-loosely.ts'
import { checkProperty } from '../../../support/property.ts'

const classNames = (paths: readonly string[]) =>
  paths.map((path, at) => ({ id: classId.parse(`c${at}`), path }))

/** One row of an old project, whose classes may have any name. */
const csvOf = (regions: 'One' | 'Many', path: string, names: readonly string[]): string => {
  const classes = classNames(names)
  const plan = { datastore: 'store', classes } as unknown as ExportPlan
  const decided = { by: userId.parse('ann'), at: 0 }
  const classRegions = classes.map(({ id }) => ({ kind: 'Class', class: id }))
  const row = { item: { path }, state: 'labeled', decided, regions: classRegions } as unknown as ExportRow
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
        expect(rows.map((fields) => fields.length)).toEqual([5, 5])
        for (const text of rows.flat()) expect(text).not.toMatch(formula)
        const [first = ''] = names
        const marked = rows[1]?.[1] ?? ''
        if (regions === 'One' && !inner.test(first))
          expect(marked).toBe(formula.test(first) ? `'${first}` : first)
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

test('a path with a formula in it is encoded, so that its URL stays true', () => {
  const [url = ''] = parseCsv(csvOf('One', 'a;=1+1.png', ['Cat']))[1] ?? []
  expect(url).toBe('AmlDatastore://store/a%3B%3D1%2B1.png')
  expect(pathOfUrl(url)).toBe('a;=1+1.png')
  expect(parseCsv(csvOf('One', 'a;b=1.png', ['Cat']))[1]?.[0]).toBe('AmlDatastore://store/a;b=1.png')
})

test.each([
  ['One', ['=HYPERLINK("x")'], '\'=HYPERLINK("x")'],
  ['Many', ['Cat', '=1', '＠x;y', '-'], "Cat;'=1;'＠x\\;y;'-"],
  ['One', ['a=b', 'x'], 'a=b'],
  ['One', ['a;=1+1'], "a;'=1+1"],
  ['One', ['a;b, c=d;e'], 'a;b, c=d;e'],
  ['One', ['a\t"+1'], 'a\t"\'+1'],
  ['Many', ['Cat', 'x;@y', 'a\n-1'], "Cat;x\\;'@y;a\n'-1"],
] as const)('%s %j is %j', (regions, names, label) => {
  expect(parseCsv(csvOf(regions, 'a.png', names))[1]).toEqual([
    'AmlDatastore://store/a.png',
    label,
    'labeled',
    'ann',
    '1970-01-01T00:00:00.000Z',
  ])
})

/** Reverses the escapes in a list of names. No name of the contract begins with `'`. */
const namesIn = (label: string): readonly string[] =>
  label === ''
    ? []
    : [...label.matchAll(/((?:[^\\;]|\\.)+)(?:;|$)/gsu)].map(([, name = '']) =>
        name.replace(/^'/, '').replaceAll(/\\(.)/gsu, '$1'),
      )

const read: FormatSamples['read'] = (text, { regions }) => {
  const [head, ...rows] = parseCsv(text)
  expect(head).toEqual(['Url', 'Label', 'State', 'LabeledBy', 'LabeledAt'])
  return rows.map((fields) => {
    expect(fields).toHaveLength(5)
    const [url = '', label = '', state = ''] = fields
    const names = regions === 'One' ? [label.replace(/^'/, '')] : namesIn(label)
    return { item: pathOfUrl(url), classes: ['labeled', 'approved'].includes(state) ? names : undefined }
  })
}

describeFormat(csv, { read, unlabeled: 'Listed' })
