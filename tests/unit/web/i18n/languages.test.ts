import { expect, test } from '@jest/globals'
import { chooseLanguage } from '../../../../web/src/i18n/languages.ts'

test.each([
  [['fr-CA', 'en-US'], 'fr'],
  [['de-DE', 'fr', 'en'], 'fr'],
  [['EN-GB'], 'en'],
  [['de', 'ja'], 'en'],
  [['pseudo'], 'en'],
  [[], 'en'],
])('a browser that prefers %j sees %s', (preferred, language) => {
  expect(chooseLanguage(preferred)).toBe(language)
})
