import { expect, it } from '@jest/globals'
import { unquote } from '../../../../src/domain/core/unquote.ts'

it.each([
  ['sv=1', 'sv=1'],
  ['"?sv=1"', '?sv=1'],
  ["'sv=1'\n", 'sv=1'],
  ['  " sv=1 "\r\n', 'sv=1'],
  ['“sv=1”', 'sv=1'],
  ['`sv=1`', 'sv=1'],
  // Not around the text: they belong to it, or something is missing.
  ['"sv=1', '"sv=1'],
  ['"sv=1\'', '"sv=1\''],
  ["it's", "it's"],
  ['"', '"'],
  ['""', ''],
  ['', ''],
])('takes the quotes and spaces around %j away', (pasted, text) => {
  expect(unquote(pasted)).toBe(text)
})
