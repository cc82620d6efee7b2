import { expect, test } from '@jest/globals'
import { asSentence } from '../../../../web/src/core/as-sentence.ts'

test('another sentence can follow', () => {
  expect(['add a type first', 'Try again.', 'Is it there?'].map(asSentence)).toEqual([
    'add a type first.',
    'Try again.',
    'Is it there?',
  ])
})
