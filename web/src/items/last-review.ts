import { parseItemFilter, type ItemFilter } from './item-filter.ts'

const nameOf = (project: string): string => `etiquette.last-review.${project}`

/** Keeps the filter of the review for the way back from an item, as long as the tab is open. */
export const keepReview = (project: string, filter: ItemFilter): void => {
  try {
    sessionStorage.setItem(nameOf(project), JSON.stringify(filter))
  } catch {
    // Without storage the way back leads to all that is labeled.
  }
}

/** The filter that the review had last in this tab; what is labeled if there was none. */
export const lastReview = (project: string): ItemFilter => {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(nameOf(project)) ?? '')
    return parseItemFilter({ ...(typeof stored === 'object' ? stored : {}) })
  } catch {
    return { state: 'labeled' }
  }
}
