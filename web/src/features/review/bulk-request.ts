import { allows, usualStateFor, type ReviewAction } from '../../items/review-action.ts'
import type { ItemFilter } from '../../items/item-filter.ts'
import { listQueryOf } from './list-query.ts'

const actions: readonly ReviewAction[] = ['Approve', 'AcceptSkip', 'Unapprove', 'Reject']

/** The actions that the state of a filter allows; all of them if it names no state. */
export const bulkActionsFor = ({ state }: ItemFilter): readonly ReviewAction[] =>
  actions.filter((action) => state === undefined || allows(action, state))

/** The items that an action is for: a filter without a state gets the one that the action is usually for. */
export const bulkFilterFor = (filter: ItemFilter, action: ReviewAction, sample: number): ItemFilter => {
  const { sort: _sort, sample: _sample, ...rest } = filter
  return {
    ...rest,
    state: filter.state ?? usualStateFor(action),
    ...(sample === 100 ? {} : { sample }),
  }
}

export interface BulkRequest {
  readonly action: ReviewAction
  readonly filter: ItemFilter
  readonly expectedCount: number
  readonly comment?: string | undefined
}

/** The body of the request that reviews all items of a filter. */
export const bulkBodyOf = ({ action, filter, expectedCount, comment }: BulkRequest) => {
  const { sample, sort: _sort, count: _count, ...criteria } = listQueryOf(filter)
  return {
    action,
    filter: criteria,
    expectedCount,
    ...(sample === undefined ? {} : { sample }),
    ...(comment === undefined ? {} : { comment }),
  }
}
