import { expect, test } from '@jest/globals'
import { hasLabel, isItemState } from '../../../../web/src/items/item-states.ts'

test('a label can be that no class applies; a skip and an open item have none', () => {
  expect(hasLabel({ state: 'labeled', labels: [] })).toBe(true)
  expect(hasLabel({ state: 'removed', labels: ['Cat'] })).toBe(true)
  for (const state of ['unlabeled', 'skipped', 'removed']) expect(hasLabel({ state, labels: [] })).toBe(false)
})

test('only the states of the API are states', () => {
  expect(isItemState('needsReview')).toBe(true)
  for (const other of ['', 'Labeled', 3, undefined]) expect(isItemState(other)).toBe(false)
})
