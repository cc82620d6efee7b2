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
