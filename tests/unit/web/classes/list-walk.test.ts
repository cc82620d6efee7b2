import { expect, test } from '@jest/globals'
import { rowAfterKey } from '../../../../web/src/classes/list-walk.ts'

test('arrows walk a row and Page keys several, and the ends of the list hold', () => {
  expect(rowAfterKey('ArrowDown', -1, 1000)).toBe(0)
  expect(rowAfterKey('ArrowDown', 999, 1000)).toBe(999)
  expect(rowAfterKey('ArrowUp', 0, 1000)).toBe(0)
  expect(rowAfterKey('ArrowUp', 5, 1000)).toBe(4)
  expect(rowAfterKey('PageDown', 5, 1000)).toBe(13)
  expect(rowAfterKey('PageUp', 5, 1000)).toBe(0)
})

test('all other keys are for the field, and so are all keys while nothing is found', () => {
  expect(rowAfterKey('Home', 5, 1000)).toBeUndefined()
  expect(rowAfterKey('a', 5, 1000)).toBeUndefined()
  expect(rowAfterKey('ArrowDown', -1, 0)).toBeUndefined()
})
