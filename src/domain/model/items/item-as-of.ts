import { decidedOf, type Decided, type ItemDocument, type ItemState, type PastDecision } from './item.ts'

/** The decision and state of an item as of a snapshot. */
export interface ItemAsOf {
  readonly decided: Decided | undefined
  /** The epoch of the decision; undefined without one. */
  readonly decidedIn: number | undefined
  readonly state: ItemState
}

/** The states that a decision had before a reviewer approved or accepted it. */
const former: Readonly<Partial<Record<ItemState, ItemState>>> = { approved: 'labeled', removed: 'skipped' }

const pastState = ({ decision, approved, epochs }: PastDecision, snapshot: number): ItemState => {
  if (approved && (epochs?.approved ?? 0) <= snapshot) return 'approved'
  return decision.type === 'Label' ? 'labeled' : 'skipped'
}

/**
 * Derives the decision and state as of a snapshot from the present document and its history. Undefined if the item did not
 * exist then.
 * @param snapshot The last epoch of the segment that belongs to the snapshot.
 */
export const itemAsOf = (item: ItemDocument, snapshot: number): ItemAsOf | undefined => {
  const { imported = 0, decided: decidedIn = 0, state: stateIn = 0 } = item.epochs ?? {}
  if (imported > snapshot) return undefined
  const decided = decidedOf(item)
  if (decided && decidedIn <= snapshot) {
    const state = stateIn <= snapshot ? item.state : (former[item.state] ?? item.state)
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
  const state = !decided && item.state === 'needsReview' ? 'needsReview' : 'unlabeled'
  return { decided: undefined, decidedIn: undefined, state }
}
