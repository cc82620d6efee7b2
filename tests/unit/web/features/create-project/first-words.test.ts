import { expect, test } from '@jest/globals'
import { firstWords } from '../../../../../web/src/features/create-project/first-words.ts'

test.each([
  ['# Shapes\n\nLook twice.', 'Shapes'],
  ['\n- Look *twice*\n- again', 'Look *twice*'],
  ['2. Second', 'Second'],
  ['#1 is the first', '#1 is the first'],
  ['', ''],
])('%j begins with %j', (markdown, words) => {
  expect(firstWords(markdown)).toBe(words)
})
