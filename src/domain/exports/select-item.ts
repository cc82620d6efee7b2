import type { Millis } from '../core/time.ts'
import type { ItemDocument } from '../model/items/item.ts'
import { itemAsOf, type ItemAsOf } from '../model/items/item-as-of.ts'
import type { ExportPlan } from '../model/exports/export.ts'

type Choice = Pick<ExportPlan, 'include' | 'snapshotAt' | 'since'>

/** The reason why an export omits an item, or the item as of the snapshot. */
export type Selected =
  { readonly kind: 'Later' | 'Missing' | 'NotIncluded' | 'Unchanged' } | ({ readonly kind: 'Row' } & ItemAsOf)

const isIncluded = (include: ExportPlan['include'], { decided, state }: ItemAsOf): boolean => {
  switch (include) {
    case 'All':
      return state !== 'removed'
    case 'Labeled':
      return decided?.type === 'Label' && (state === 'labeled' || state === 'approved')
    case 'Approved':
      return decided?.type === 'Label' && state === 'approved'
  }
}

const within = (at: Millis | undefined, after: Millis, until: Millis): boolean =>
  at !== undefined && at > after && at <= until

/** True if the decision, approval or file of the item changed after `after` and not later than `until`. */
const changedBetween = (item: ItemDocument, now: ItemAsOf, after: Millis, until: Millis): boolean => {
  const then = itemAsOf(item, after)
  return (
    then === undefined ||
    then.decided?.at !== now.decided?.at ||
    within(item.approved?.at, after, until) ||
    within(item.file.lastModified, after, until)
  )
}

/** Decides whether an export contains the item, and with which decision and state, as of the snapshot. */
export const selectItem = (item: ItemDocument, { include, snapshotAt, since }: Choice): Selected => {
  const then = itemAsOf(item, snapshotAt)
  if (!then) return { kind: 'Later' }
  if (item.missing) return { kind: 'Missing' }
  if (!isIncluded(include, then)) return { kind: 'NotIncluded' }
  if (since && !changedBetween(item, then, since.at, snapshotAt)) return { kind: 'Unchanged' }
  return { kind: 'Row', ...then }
}
