import { afterEach, expect, test } from '@jest/globals'
import { i18n } from '@lingui/core'
import { formatDay, formatNumber } from '../../../../web/src/ui/format.ts'

afterEach(() => i18n.activate('en'))

test.each([
  ['en', '3 Feb', '1,234.5'],
  ['fr', '3 févr.', '1 234,5'],
  ['pseudo', '3 Feb', '1,234.5'],
])('a day and a number in %s', (locale, day, number) => {
  i18n.loadAndActivate({ locale, messages: {} })
  expect(formatDay(Date.UTC(2026, 1, 3) / 1000)).toBe(day)
  expect(formatNumber(1234.5).replaceAll(/\s/g, ' ')).toBe(number)
})
