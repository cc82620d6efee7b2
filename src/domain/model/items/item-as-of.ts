import { formerState } from './remove-item.ts'
import {
  decidedOf,
  maxUnapprovals,
  type Decided,
  type ItemDocument,
  type ItemState,
  type PastDecision,
  type Unapproval,
} from './item.ts'

/** The decision and state of an item as of a snapshot. */
export interface ItemAsOf {
  readonly decided: Decided | undefined
  /** The epoch of the decision; undefined without one. */
  readonly decidedIn: number | undefined
  readonly state: ItemState
}

/** True if the item was removed in the snapshot, as far as its last removal and restoration tell. */
const wasRemoved = ({ state, removal, epochs = {} }: ItemDocument, snapshot: number): boolean => {
  if (state !== 'removed') return (epochs.removed ?? 0) <= snapshot && snapshot < (epochs.restored ?? 0)
  // An item that an earlier version removed has the epoch of the removal as that of its state.
  return (epochs.removed ?? (removal ? 0 : (epochs.state ?? 0))) <= snapshot
}

/** True if one of the approvals that were taken back later was in force in the snapshot. */
const wasApproved = (unapproved: readonly Unapproval[] = [], snapshot: number): boolean =>
  unapproved.some(({ epochs = {} }) => (epochs.approved ?? 0) <= snapshot && snapshot < (epochs.ended ?? 0))

/**
 * True if it is not known whether the decision of the snapshot was approved in it: the item was approved and unapproved more
 * often since than it keeps.
 */
export const isApprovalUnknown = ({ unapproved, history }: ItemDocument, snapshot: number): boolean =>
  [unapproved, ...history.map((past) => past.unapproved)].some(
    (all) => all?.length === maxUnapprovals && snapshot < (all[0]?.epochs?.approved ?? 0),
  )

const pastState = ({ decision, approved, unapproved, epochs }: PastDecision, snapshot: number): ItemState => {
  if ((approved && (epochs?.approved ?? 0) <= snapshot) || wasApproved(unapproved, snapshot))
    return 'approved'
  return decision.type === 'Label' ? 'labeled' : 'skipped'
}

/** Derives the same without regard to removals. */
const keptAsOf = (item: ItemDocument, snapshot: number): ItemAsOf => {
  const { decided: decidedIn = 0, state: stateIn = 0 } = item.epochs ?? {}
  const present = item.state === 'removed' ? formerState(item) : item.state
  const decided = decidedOf(item)
  if (decided && decidedIn <= snapshot) {
    const isBefore = present === 'approved' && stateIn > snapshot
    const state = wasApproved(item.unapproved, snapshot) ? 'approved' : isBefore ? 'labeled' : present
    return { decided, decidedIn, state }
  }
  const held = item.history.findLast(
    ({ epochs }) => (epochs?.decided ?? 0) <= snapshot && snapshot < (epochs?.ended ?? 0),
  )
  if (held)
    return {
      decided: held.decision,
      decidedIn: held.epochs?.decided ?? 0,
      state: pastState(held, snapshot),
    }
  const state = !decided && present === 'needsReview' ? 'needsReview' : 'unlabeled'
  return { decided: undefined, decidedIn: undefined, state }
}

/**
 * Derives the decision and state as of a snapshot from the present document and its history. Undefined if the item did not
 * exist then.
 * @param snapshot The last epoch of the segment that belongs to the snapshot.
 */
export const itemAsOf = (item: ItemDocument, snapshot: number): ItemAsOf | undefined => {
  if ((item.epochs?.imported ?? 0) > snapshot) return undefined
  const kept = keptAsOf(item, snapshot)
  return wasRemoved(item, snapshot) ? { ...kept, state: 'removed' } : kept
}
