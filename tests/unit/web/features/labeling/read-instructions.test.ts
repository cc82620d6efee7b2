import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { areNew, rememberRead } from '../../../../../web/src/features/labeling/read-instructions.ts'
import { createStorage } from '../../../../support/web/storage.ts'

beforeEach(() => {
  Object.assign(globalThis, { localStorage: createStorage() })
})
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'localStorage')
})

const text = 'Choose one class'

test('instructions are new to each person until they have closed them', () => {
  expect(areNew('ann', 'dogs', { text })).toBe(true)
  rememberRead('ann', 'dogs', { text })
  expect(areNew('ann', 'dogs', { text })).toBe(false)
  expect(areNew('ben', 'dogs', { text })).toBe(true)
  expect(areNew('ann', 'cats', { text })).toBe(true)
})

test('instructions that say something else are new again', () => {
  rememberRead('ann', 'dogs', { text })
  expect(areNew('ann', 'dogs', { text: `${text}.` })).toBe(true)
  expect(areNew('ann', 'dogs', { text, url: 'https://example.org/' })).toBe(true)
})

test('a project without instructions has nothing new', () => {
  expect(areNew('ann', 'dogs', undefined)).toBe(false)
})
