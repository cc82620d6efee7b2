import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { keepReview, lastReview } from '../../../../web/src/items/last-review.ts'

const stored = new Map<string, string>()

beforeEach(() => {
  Object.assign(globalThis, {
    sessionStorage: {
      getItem: (name: string) => stored.get(name) ?? null,
      setItem: (name: string, value: string) => stored.set(name, value),
    },
  })
})
afterEach(() => {
  stored.clear()
  Reflect.deleteProperty(globalThis, 'sessionStorage')
})

test('the way back has the filter of the same project', () => {
  keepReview('one', { state: 'skipped', sample: 10 })
  keepReview('two', {})
  expect(lastReview('one')).toEqual({ state: 'skipped', sample: 10 })
  expect(lastReview('two')).toEqual({})
})

test('without a filter it leads to what is labeled', () => {
  expect(lastReview('one')).toEqual({ state: 'labeled' })
  stored.set('etiquette.last-review.one', '{')
  expect(lastReview('one')).toEqual({ state: 'labeled' })
})

test('a browser without storage is no fault', () => {
  Reflect.deleteProperty(globalThis, 'sessionStorage')
  keepReview('one', { state: 'skipped' })
  expect(lastReview('one')).toEqual({ state: 'labeled' })
})
