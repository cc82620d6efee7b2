import { expect, test } from '@jest/globals'
import { createSelection } from '../../../../../web/src/features/labeling/selection.ts'

const items = ['a', 'b', 'c', 'd']

test('a range goes from the anchor in both directions', () => {
  const selection = createSelection()
  selection.begin('b')
  selection.extend(items, 'd')
  expect([...selection.state().selected]).toEqual(['b', 'c', 'd'])
  selection.extend(items, 'a')
  expect([...selection.state().selected]).toEqual(['a', 'b'])
  expect(selection.state().focused).toBe('a')
})

test('an item that is toggled twice is not selected', () => {
  const selection = createSelection()
  selection.toggle('a')
  selection.toggle('c')
  selection.toggle('a')
  expect([...selection.state().selected]).toEqual(['c'])
})

test('a focus that stays is no change', () => {
  const selection = createSelection()
  let changes = 0
  selection.subscribe(() => {
    changes += 1
  })
  selection.focus('a')
  selection.focus('a')
  selection.clear()
  expect(changes).toBe(1)
})
