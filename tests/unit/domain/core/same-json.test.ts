import { expect, it } from '@jest/globals'
import { isSameJson, jsonMeaning } from '../../../../src/domain/core/same-json.ts'

it.each([
  [
    { a: 1, b: { c: 2, d: [1, 2] } },
    { b: { d: [1, 2], c: 2 }, a: 1 },
  ],
  [{ a: 1, b: undefined }, { a: 1 }],
  [undefined, undefined],
  [[null], [null]],
])('%j is the same as %j', (one, other) => expect(isSameJson(one, other)).toBe(true))

it.each([
  [{ a: 1 }, { a: '1' }],
  [
    [1, 2],
    [2, 1],
  ],
  [{ a: null }, {}],
  [{ a: {} }, { a: [] }],
  [undefined, null],
])('%j is not the same as %j', (one, other) => expect(isSameJson(one, other)).toBe(false))

it('takes a name such as __proto__ for what it is', () => {
  const hostile: unknown = JSON.parse('{"__proto__":{"a":1},"constructor":2}')
  expect(jsonMeaning(hostile)).toBe('{"__proto__":{"a":1},"constructor":2}')
  expect(isSameJson(hostile, {})).toBe(false)
})
