import { expect, test } from '@jest/globals'
import { putNewest } from '../../../../src/domain/core/put-newest.ts'

const fill = (most: number, ...keys: readonly string[]): ReadonlyMap<string, number> => {
  const entries = new Map<string, number>()
  for (const [index, key] of keys.entries()) putNewest(entries, key, index, most)
  return entries
}

test('the oldest entries are dropped above the limit', () => {
  expect([...fill(2, 'a', 'b', 'c')]).toEqual([
    ['b', 1],
    ['c', 2],
  ])
})

test('an entry that is set again is the newest, with its new value', () => {
  expect([...fill(2, 'a', 'b', 'a', 'c')]).toEqual([
    ['a', 2],
    ['c', 3],
  ])
})

test('a map that already has too many entries shrinks to the limit', () => {
  const entries = new Map([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ])
  putNewest(entries, 'd', 4, 2)
  expect([...entries.keys()]).toEqual(['c', 'd'])
})
