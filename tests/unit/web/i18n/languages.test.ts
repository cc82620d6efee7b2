import { expect, test } from '@jest/globals'
import { chooseLanguage, mendLanguage, tagOf } from '../../../../web/src/i18n/languages.ts'

test.each([
  [['fr-CA', 'en-US'], 'fr'],
  [['de-DE', 'fr', 'en'], 'fr'],
  [['EN-GB'], 'en'],
  [['de', 'ja'], 'en'],
  [['pseudo'], 'en'],
  [['fr_FR.UTF-8'], 'fr'],
  [['fr@euro'], 'fr'],
  [['en-US@posix', 'fr'], 'en'],
  [[], 'en'],
])('a browser that prefers %j sees %s', (preferred, language) => {
  expect(chooseLanguage(preferred)).toBe(language)
})

test.each([
  ['en-US@posix', 'en-GB'],
  ['fr_FR', 'fr-FR'],
  ['C', 'en-GB'],
  ['', 'en-GB'],
  ['de-CH', 'de-CH'],
  ['fr', 'fr'],
])('libraries that read %j as the language of the browser get %s', (language, mended) => {
  const browser = Object.create({ language })
  mendLanguage(browser)
  expect(browser.language).toBe(mended)
  expect(() => new Intl.NumberFormat(browser.language)).not.toThrow()
})

test.each(['en', 'fr', 'pseudo'])('Intl takes the tag of the locale %s', (locale) => {
  expect(Intl.NumberFormat.supportedLocalesOf(tagOf(locale))).toHaveLength(1)
})
