import type { CountersDocument } from '../model/items/counters.ts'
import { sumCounters } from '../model/items/read-counters.ts'
import { segmentOfPage, type LeaseDocument } from '../model/leases/lease.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { Store } from '../ports/store.ts'
import { readPageItems } from './read-page-items.ts'

/**
 * Why there is no page now: all items are done; other labelers hold open items; the caller holds all that are open, on the page
 * beside which they want another one; or those left have no file.
 */
export const waitingReasons = ['AllDone', 'AllLeased', 'AllYours', 'FilesMissing'] as const
export type WaitingReason = (typeof waitingReasons)[number]

/** Undefined while items are open. An unlabeled item is open unless its file is missing. */
export const reasonWithoutOpen = (all: readonly CountersDocument[]): WaitingReason | undefined => {
  const { open, states } = sumCounters(all)
  if (open > 0) return undefined
  return states.unlabeled > 0 ? 'FilesMissing' : 'AllDone'
}

/** The reason while items are open and all of them are held. @param own The live pages of the caller */
export const reasonWithOpen = async (
  store: Store,
  { uid, segments }: ProjectDocument,
  all: readonly CountersDocument[],
  own: readonly LeaseDocument[],
): Promise<WaitingReason> => {
  let open = 0
  for (const page of own) {
    const segment = segmentOfPage(page.page, segments)
    // An item of a page can be answered or removed meanwhile.
    const shown = await readPageItems({ store }, { uid, segment }, page)
    open += shown.filter(({ queue }) => queue !== undefined).length
  }
  return open === sumCounters(all).open ? 'AllYours' : 'AllLeased'
}
