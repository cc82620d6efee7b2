import { expect, it, test } from '@jest/globals'
import { decimalText, jsonText } from '../../../../src/domain/core/json-text.ts'

it('is one line for every reader, and the same value', () => {
  const value = { name: 'a\u2028b\u2029c\u0085d\ne' }
  expect(jsonText(value)).toBe('{"name":"a\\u2028b\\u2029c\\u0085d\\ne"}')
  expect(JSON.parse(jsonText(value))).toEqual(value)
})

test.each([
  [0, '0.0'],
  [1, '1.0'],
  [-640, '-640.0'],
  [0.05, '0.05'],
  [1e-9, '1e-9'],
  [1e21, '1e+21'],
])('%j is the decimal number %s', (value, text) => {
  expect(decimalText(value)).toBe(text)
  expect(JSON.parse(decimalText(value))).toBe(value)
})
