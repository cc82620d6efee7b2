import { expect, test } from '@jest/globals'
import { isJsonObject } from '../../../../src/domain/core/json-object.ts'

test('an object is neither null nor a list', () => {
  expect([{}, { a: 1 }].every(isJsonObject)).toBe(true)
  expect([null, [], 'a', 1, true, undefined].some(isJsonObject)).toBe(false)
})
