import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { classId, userId } from '../../../../src/domain/core/ids.ts'
import { createCsv } from '../../../../src/domain/formats/csv.ts'
import type { ExportPlan } from '../../../../src/domain/model/exports/export.ts'
import type { ExportRow } from '../../../../src/domain/formats/format.ts'
import { parseCsv } from '../../../support/parse-csv.ts'
import { checkProperty } from '../../../support/property.ts'

const classNames = (paths: readonly string[]) =>
  paths.map((path, at) => ({ id: classId.parse(`c${at}`), path }))

/** One row of an old project, whose classes may have any name. */
const csvOf = (taskType: 'MultiClass' | 'MultiLabel', path: string, names: readonly string[]): string => {
  const classes = classNames(names)
  const plan = { datastore: 'store', taskType, classes } as unknown as ExportPlan
  const label = { kind: 'Classes' as const, classes: classes.map(({ id }) => id) }
  const answer = { type: 'Label' as const, label, by: userId.parse('ann'), at: 0 }
  const row = { item: { path }, state: 'labeled', answer } as unknown as ExportRow
  const { frame, write } = createCsv(plan, '')
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
  ',=',
  '"=',
  '"',
  ';',
  '\\',
  "'",
  '',
)
const hostile = fc.tuple(starts, fc.string({ unit: 'binary' })).map((parts) => parts.join(''))
const formula = /^[=+\-@\t\r\n＝＋－＠]/

test('no field begins like a formula, and nothing is lost', async () => {
  await checkProperty(
    'csv-formulas',
    fc.property(hostile, fc.array(hostile, { minLength: 1, maxLength: 4 }), (path, names) => {
      for (const taskType of ['MultiClass', 'MultiLabel'] as const) {
        const rows = parseCsv(csvOf(taskType, path, names))
        expect(rows.map((fields) => fields.length)).toEqual([5, 5])
        for (const text of rows.flat()) expect(text).not.toMatch(formula)
        const [first = ''] = names
        if (taskType === 'MultiClass') expect(rows[1]?.[1]).toBe(formula.test(first) ? `'${first}` : first)
      }
    }),
    { runs: 1000 },
  )
})

test.each([
  ['MultiClass', ['=HYPERLINK("x")'], '\'=HYPERLINK("x")'],
  ['MultiLabel', ['Cat', '=1', '＠x;y', '-'], "Cat;'=1;'＠x\\;y;'-"],
  ['MultiClass', ['a=b', 'x'], 'a=b'],
] as const)('%s %j is %j', (taskType, names, label) => {
  expect(parseCsv(csvOf(taskType, 'a.png', names))[1]).toEqual([
    'AmlDatastore://store/a.png',
    label,
    'labeled',
    'ann',
    '1970-01-01T00:00:00.000Z',
  ])
})
