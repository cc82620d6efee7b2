import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { ClassRow } from '../../../../../web/src/classes/class-tree-editor/class-rows.ts'
import { keepKeys } from '../../../../../web/src/classes/class-tree-editor/keep-keys.ts'
import { checkProperty } from '../../../../support/property.ts'

const keysOf = (rows: readonly ClassRow[]): readonly string[] => rows.map(({ key }) => key)

test('a class keeps its key by its id, and a new one by its path once it has an id', () => {
  const before = [
    { key: 'a', level: 0, name: 'Bag', id: 'id-1' },
    { key: 'b', level: 0, name: 'Shoe', id: 'id-2' },
    { key: 'c', level: 1, name: 'Boot' },
  ]
  const saved = [
    { key: '1', level: 0, name: 'Shoe', id: 'id-2' },
    { key: '2', level: 1, name: 'Boot', id: 'id-3' },
    { key: '3', level: 0, name: 'Sack', id: 'id-1' },
    { key: '4', level: 0, name: 'Hat' },
  ]
  expect(keysOf(keepKeys(saved, before))).toEqual(['b', 'c', 'a', '4'])
})

test('a row that is as it was stays the same, whatever the order of its fields', () => {
  const before = [
    { key: 'a', level: 0, name: 'Bag', id: 'id-1', examples: ['one'] },
    { key: 'b', level: 0, name: 'Shoe', id: 'id-2' },
    { key: 'c', level: 1, name: 'Boot', id: 'id-3' },
  ]
  const rows = keepKeys(
    [
      { id: 'id-1', name: 'Bag', examples: ['one'], key: '1', level: 0 },
      { id: 'id-2', name: 'Shoes', key: '2', level: 0 },
      { id: 'id-3', name: 'Boot', key: '3', level: 0 },
    ],
    before,
  )
  expect(rows.map((row, index) => row === before[index])).toEqual([true, false, false])
})

test('no two rows have one key', async () => {
  const rows = (prefix: string) =>
    fc
      .array(
        fc.record({
          name: fc.constantFrom('A', 'B', 'C'),
          level: fc.nat(1),
          id: fc.constantFrom(undefined, 'A', 'B', 'C'),
        }),
        { maxLength: 6 },
      )
      .map((some) =>
        some.map(({ id, ...row }, index): ClassRow => ({
          ...row,
          key: `${prefix}${index}`,
          ...(id === undefined ? {} : { id }),
        })),
      )
  await checkProperty(
    'no two rows have one key',
    fc.property(rows('a'), rows('b'), (some, before) => {
      const keys = keysOf(keepKeys(some, before))
      expect(new Set(keys).size).toBe(some.length)
    }),
  )
})
