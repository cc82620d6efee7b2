import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { deviceStore, tabStore } from '../../../../web/src/core/browser-store.ts'
import { blockStorage, createStorage, fillStorage, removeStorage } from '../../../support/web/storage.ts'

beforeEach(() => {
  Object.assign(globalThis, { localStorage: createStorage(), sessionStorage: createStorage() })
})
afterEach(removeStorage)

const stores = [
  ['localStorage', deviceStore],
  ['sessionStorage', tabStore],
] as const

test.each(stores)('%s keeps what is written until it is removed', (name, store) => {
  expect(store.read('a')).toBeNull()
  expect(store.write('a', '[1]')).toBe(true)
  expect(globalThis[name].getItem('a')).toBe('[1]')
  expect(store.read('a')).toBe('[1]')
  expect(store.readJson('a')).toEqual([1])
  expect(store.keys()).toEqual(['a'])
  expect(store.remove('a')).toBe(true)
  expect(store.read('a')).toBeNull()
})

test.each(stores)('%s that is full keeps what was there, and says that it keeps no more', (name, store) => {
  store.write('a', '1')
  fillStorage(name)
  expect(store.write('a', '2')).toBe(false)
  expect(store.read('a')).toBe('1')
})

test.each(stores)('%s that the browser blocks has nothing and keeps nothing', (name, store) => {
  blockStorage(name)
  expect(store.write('a', '1')).toBe(false)
  expect(store.read('a')).toBeNull()
  expect(store.readJson('a')).toBeUndefined()
  expect(store.keys()).toEqual([])
  expect(store.remove('a')).toBe(false)
})

test('damaged JSON counts as none', () => {
  deviceStore.write('a', '{')
  expect(deviceStore.readJson('a')).toBeUndefined()
  expect(deviceStore.readJson('b')).toBeUndefined()
})
