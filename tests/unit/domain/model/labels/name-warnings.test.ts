import { describe, expect, it } from '@jest/globals'
import { classId } from '../../../../../src/domain/core/ids.ts'
import { nameWarnings } from '../../../../../src/domain/model/labels/name-warnings.ts'

const warn = (...paths: readonly string[]) =>
  nameWarnings(paths.map((path, index) => ({ id: classId.parse(`c${index + 1}`), path })))

const codes = (path: string) => warn(path).map(({ code }) => code)

describe('a class name is told if readers take it', () => {
  it.each([
    'NA',
    'N/A',
    'n/a',
    'nan',
    'NaN',
    'NULL',
    'null',
    'None',
    '<NA>',
    '#NA',
    '#N/A N/A',
    '1.#IND',
    '~',
  ])('for missing: %s', (path) => expect(codes(path)).toEqual(['ClassNameReadAsMissing']))

  it.each(['y', 'N', 'yes', 'No', 'TRUE', 'false', 'on', 'OFF'])('for a boolean: %s', (path) =>
    expect(codes(path)).toEqual(['ClassNameReadAsBoolean']),
  )

  it.each([
    '7',
    '007',
    '1.0',
    '1.',
    '.5',
    '1e3',
    '2E-5',
    '1_000',
    '0x1F',
    '0o17',
    '0b10',
    '12:30',
    'inf',
    'Infinity',
    '.inf',
  ])('for a number: %s', (path) => expect(codes(path)).toEqual(['ClassNameReadAsNumber']))
})

describe('a class name is text', () => {
  it.each([
    'none',
    'Nan',
    'Na',
    'yep',
    'Yes please',
    'Animal/NA',
    'No.',
    '7up',
    '1.2.3',
    '0xZZ',
    'e3',
    '.',
    '_1',
    '12:75',
    'info',
    'Bag',
  ])('%s', (path) => expect(codes(path)).toEqual([]))
})

describe('the warnings', () => {
  it('are one for each kind, with the first names', () => {
    const warnings = warn('Cat', '1', '2', '3', '4', '5', '6', '7', 'NA')
    expect(warnings.map(({ code, target }) => [code, target])).toEqual([
      ['ClassNameReadAsNumber', 'labelClasses'],
      ['ClassNameReadAsMissing', 'labelClasses'],
    ])
    expect(warnings[0]?.message).toContain(": '1', '2', '3', '4', '5' and 2 more. Rename them")
    expect(warnings[1]?.message).toContain(": 'NA'. Rename them, or read without such values")
  })

  it('are silent about classes that nobody can choose any more', () => {
    expect(nameWarnings([{ id: classId.parse('c1'), path: 'NA', withdrawn: true }])).toEqual([])
  })
})
