import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createKeptTexts } from '../../../../web/src/core/kept-texts.ts'
import { createStorage } from '../../../support/web/storage.ts'

beforeEach(() => {
  Object.assign(globalThis, { localStorage: createStorage() })
})
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'localStorage')
})

const reasons = createKeptTexts('reasons', 3)

test('the texts of a person in a project are shown to nobody else, and in no other project', () => {
  reasons.putFirst('ann', 'dogs', 'private')
  expect(reasons.read('ann', 'dogs')).toEqual(['private'])
  expect(reasons.read('ben', 'dogs')).toEqual([])
  expect(reasons.read('ann', 'cats')).toEqual([])
  expect(createKeptTexts('comments', 3).read('ann', 'dogs')).toEqual([])
})

test('the last text is the first, each is there once, and the oldest goes', () => {
  for (const text of ['a', 'b', 'a', 'c', 'd']) reasons.putFirst('ann', 'dogs', text)
  expect(reasons.read('ann', 'dogs')).toEqual(['d', 'c', 'a'])
})

test.each(['{', '{}', 'null', '[1, {}]'])('what is stored as %s counts as nothing', (stored) => {
  localStorage.setItem('etiquette.reasons.ann.dogs', stored)
  expect(reasons.read('ann', 'dogs')).toEqual([])
})

test('a browser that refuses its storage goes without', () => {
  localStorage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  reasons.putFirst('ann', 'dogs', 'a')
  expect(reasons.read('ann', 'dogs')).toEqual([])
})
