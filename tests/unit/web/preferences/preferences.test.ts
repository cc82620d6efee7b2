import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkProperty } from '../../../support/property.ts'
import { defaultPreferences, parsePreferences } from '../../../../web/src/preferences/preferences.ts'

test('choices come back as they were stored', () => {
  const chosen = { ...defaultPreferences, locale: 'fr', theme: 'light', layout: 25, keys: { skipItem: 'x' } }
  expect(parsePreferences(JSON.stringify(chosen))).toEqual(chosen)
})

test('a choice that the app does not know has its default', () => {
  const stored = {
    locale: 'xx',
    theme: 'pink',
    layout: 7,
    hand: 1,
    singleKeys: 'no',
    keys: { undo: 3, redo: 'y' },
  }
  expect(parsePreferences(JSON.stringify(stored))).toEqual({ ...defaultPreferences, keys: { redo: 'y' } })
})

test('whatever a browser has stored, the app starts with complete preferences', async () => {
  await checkProperty(
    'whatever a browser has stored, the app starts with complete preferences',
    fc.property(fc.oneof(fc.json(), fc.string(), fc.constant(null)), (stored) => {
      expect(parsePreferences(stored)).toMatchObject({
        theme: expect.stringMatching(/^(auto|dark|light)$/),
        layout: expect.any(Number),
        keys: expect.any(Object),
      })
    }),
  )
})
