import { afterEach, expect, test } from '@jest/globals'
import {
  keepDraft,
  parseStoredDraft,
  readDraft,
  type StoredDraft,
} from '../../../../../web/src/features/settings/stored-draft.ts'

const stored: StoredDraft = {
  etag: '"1"',
  base: { labelClasses: [{ id: '1', name: 'Cat' }], labelersSeePaths: false },
  draft: {
    labelClasses: [{ name: 'Cat', classes: [{ name: 'Lion' }] }],
    labelersSeePaths: true,
    displayName: 'A',
  },
}

/** The browser's store, with room for so many letters. */
const giveStorage = (room: number): void => {
  const items = new Map<string, string>()
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (value.length > room) throw new DOMException('Full', 'QuotaExceededError')
      items.set(key, value)
    },
    removeItem: (key: string) => items.delete(key),
  }
  Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true })
}

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'localStorage')
})

test('a draft is kept for its person and project, until there is none', () => {
  giveStorage(1000)
  expect(keepDraft('ann', 'pets', stored)).toBe(true)
  expect(readDraft('ann', 'pets')).toEqual(stored)
  expect(readDraft('ann', 'cars')).toBeUndefined()
  expect(keepDraft('ann', 'pets', undefined)).toBe(true)
  expect(readDraft('ann', 'pets')).toBeUndefined()
})

test('a browser without room says so', () => {
  giveStorage(10)
  expect(keepDraft('ann', 'pets', stored)).toBe(false)
})

test.each([null, '', '{"', '3', '[]', '{}', '{"etag":1,"base":{},"draft":{}}'])('%j is no draft', (json) => {
  expect(parseStoredDraft(json)).toBeUndefined()
})

test('what is no setting is left out, and what was something else before it, too', () => {
  const broken = {
    ...stored,
    base: { labelersSeePaths: 'no', labelClasses: [{ name: 'Cat' }] },
    draft: { labelersSeePaths: true, labelClasses: [3], displayName: 'A', description: {}, other: 1 },
  }
  expect(parseStoredDraft(JSON.stringify(broken))).toEqual({
    etag: '"1"',
    base: { labelClasses: [{ name: 'Cat' }] },
    draft: { displayName: 'A' },
  })
})
