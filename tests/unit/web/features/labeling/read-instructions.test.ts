import { expect, test } from '@jest/globals'
import { markOf } from '../../../../../web/src/features/labeling/read-instructions.ts'

test('instructions that say something else have another mark', () => {
  const text = 'Choose one class'
  expect(markOf({ text })).toBe(markOf({ text }))
  const others = [{ text: `${text}.` }, { text, url: 'https://example.org/' }, {}]
  expect(new Set([{ text }, ...others].map(markOf)).size).toBe(4)
})
