import { expect, test } from '@jest/globals'
import { presetsIn } from '../../../../web/src/items/comment-presets.ts'

test('each line is a comment, once, without spaces around it', () => {
  expect(presetsIn(' Blurry \n\nWrong class\nBlurry\n')).toEqual(['Blurry', 'Wrong class'])
})

test('the kept comments have an end', () => {
  expect(presetsIn(Array.from({ length: 40 }, (_, index) => `${index}`).join('\n'))).toHaveLength(12)
})
