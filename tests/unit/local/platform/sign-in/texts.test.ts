import { expect, test } from '@jest/globals'
import { chooseLanguage } from '../../../../../local/platform/sign-in/texts.ts'

test.each([
  [null, undefined, 'en'],
  [null, '*', 'en'],
  [null, 'fr-CA,fr;q=0.9,en;q=0.8', 'fr'],
  [null, 'en;q=0.5, fr', 'fr'],
  [null, 'de, ja;q=0.9, fr;q=0.1', 'fr'],
  [null, 'fr;q=0, en;q=0.1', 'en'],
  [null, 'toString, constructor', 'en'],
  ['en', 'fr', 'en'],
  ['de fr-FR en', 'en', 'fr'],
  ['de', 'fr', 'fr'],
])('a client that wants %j and a browser that accepts %j see %s', (wanted, accepted, language) => {
  expect(chooseLanguage(wanted, accepted)).toBe(language)
})
