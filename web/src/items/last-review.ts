import { tabStore } from '../core/browser-store.ts'
import { isRecord } from '../core/is-record.ts'
import { parseItemFilter, type ItemFilter } from './item-filter.ts'

const nameOf = (project: string): string => `etiquette.last-review.${project}`

/** Keeps the filter of the review for the way back from an item, as long as the tab is open. */
export const keepReview = (project: string, filter: ItemFilter): void => {
  tabStore.write(nameOf(project), JSON.stringify(filter))
}

/** The filter that the review had last in this tab; what is labeled if there was none. */
export const lastReview = (project: string): ItemFilter => {
  const stored = tabStore.readJson(nameOf(project))
  return isRecord(stored) ? parseItemFilter(stored) : { state: 'labeled' }
}
