import { describe, expect, it } from '@jest/globals'
import type { ReaderCase } from '../../../../tools/readers/cases.ts'
import type { Observation } from '../../../../tools/readers/compare.ts'
import type { Reader } from '../../../../tools/readers/readers.ts'
import { judgeReader } from '../../../../tools/readers/try-readers.ts'
import type { ProjectTruth } from '../../../../tools/readers/truth.ts'

const reader: Reader = {
  name: 'snake',
  environment: 'tables',
  formats: ['Csv'],
  call: '`read(file)`',
  refuses: { project: 'twins', error: 'TwinError', because: 'twins' },
}

const paths = Array.from({ length: 8 }, (_, index) => `${index}.png`)
const truthOf = (name: string): ProjectTruth => ({
  name,
  classes: ['Cat'],
  items: paths.map((path) => ({ id: path, path, state: 'labeled', labels: ['Cat'], sha256: path })),
})
const truths = new Map(['pets', 'twins'].map((name) => [name, truthOf(name)] as const))

const caseOf = (name: string, changes: Partial<ReaderCase> = {}): ReaderCase => ({
  name,
  project: 'pets',
  format: 'Csv',
  include: 'Labeled',
  folder: '/export',
  images: '/images',
  datastore: 'pets',
  root: 'http://host/pets/',
  sas: '',
  parts: [{ part: '', file: 'a.csv' }],
  manifest: { project: { classes: [{ name: 'Cat' }] }, counts: { rows: 8 } },
  ...changes,
})

const seen = (name: string, className: string, error: string | null = null): Observation => ({
  reader: 'snake',
  version: '1.2',
  case: name,
  parts: [
    {
      part: '',
      rows: paths.map((path) => ({ path, classes: [className], pictures: { Path: path } })),
      classes: null,
    },
  ],
  error,
})

const judge = (one: ReaderCase, ...observations: readonly Observation[]) =>
  judgeReader(reader, [one], observations, truths, () => new Map())

describe('the judgment of a reader', () => {
  it('is a line with its version and what it found', () => {
    expect(judge(caseOf('Csv pets'), seen('Csv pets', 'Cat'))).toEqual([
      { passed: true, lines: ['snake 1.2, Csv pets: 8 rows, 1 classes, 8 pictures: agrees'] },
    ])
  })

  it('names the first differences', () => {
    const [trial] = judge(caseOf('Csv pets'), seen('Csv pets', 'Dog'))
    expect(trial?.passed).toBe(false)
    expect(trial?.lines).toHaveLength(7)
    expect(trial?.lines.slice(0, 2)).toEqual([
      'snake 1.2, Csv pets: 8 rows, 1 classes, 8 pictures: DISAGREES',
      '  "0.png" has the classes ["Dog"], not ["Cat"]',
    ])
    expect(trial?.lines.at(-1)).toBe('  and 3 more differences')
  })

  it('fails for a damaged export that it does not notice, or does not open', () => {
    const damaged = caseOf('Csv pets, x', { damage: 'x' })
    const passed = (...found: readonly Observation[]) => judge(damaged, ...found).map((one) => one.passed)
    expect(passed(seen('Csv pets, x', 'Dog'))).toEqual([true])
    expect(passed(seen('Csv pets, x', 'Cat'))).toEqual([false])
    expect(passed(seen('Csv pets, x', 'Dog', 'OSError'))).toEqual([false])
  })

  it('fails for an export of its formats that it has not opened, and asks for no other', () => {
    expect(judge(caseOf('Csv pets'), seen('Csv other', 'Cat'))).toEqual([
      { passed: false, lines: ['snake, Csv pets: NOT OPENED'] },
    ])
    expect(judge(caseOf('Coco pets', { format: 'Coco' }))).toEqual([])
  })

  it('accepts what the reader refuses in every file, in that project only', () => {
    const [trial] = judge(caseOf('Csv twins', { project: 'twins' }), seen('Csv twins', 'Cat', 'TwinError: a'))
    expect(trial).toEqual({ passed: true, lines: ['snake 1.2, Csv twins: refuses twins'] })
    expect(judge(caseOf('Csv pets'), seen('Csv pets', 'Cat', 'TwinError: a'))[0]?.passed).toBe(false)
  })
})
