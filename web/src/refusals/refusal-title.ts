import type { MessageDescriptor } from '@lingui/core'
import { withTexts } from '../i18n/load-locale.ts'
import type { Titles } from '../ui/titles/title-of.ts'

let titles: Titles = {}

/** Loads the titles. No screen waits for them: before they are there a refusal has the service's sentence alone. */
export const loadRefusalTitles = async (): Promise<void> => {
  titles = (await withTexts('refusals', import('./refusal-titles.ts'))).refusalTitles
}

/** The title for the code of an error. */
export const refusalTitle = (code: string): MessageDescriptor | undefined =>
  Object.hasOwn(titles, code) ? titles[code] : undefined
