import type { Millis } from '../core/time.ts'
import type { ItemDocument } from '../model/items/item.ts'
import { answerAsOf, type AsOf } from '../model/items/item-as-of.ts'
import type { ExportPlan } from '../model/exports/export.ts'

type Choice = Pick<ExportPlan, 'include' | 'snapshotAt' | 'since'>

/** Why an item is not in an export, or what is known of it then. */
export type Selected =
  { readonly kind: 'Later' | 'Missing' | 'NotIncluded' | 'Unchanged' } | ({ readonly kind: 'Row' } & AsOf)

const isIncluded = (include: ExportPlan['include'], { answer, state }: AsOf): boolean => {
  switch (include) {
    case 'All':
      return state !== 'removed'
    case 'Labeled':
      return answer?.type === 'Label' && (state === 'labeled' || state === 'approved')
    case 'Approved':
      return answer?.type === 'Label' && state === 'approved'
  }
}

const within = (at: Millis | undefined, after: Millis, until: Millis): boolean =>
  at !== undefined && at > after && at <= until

/** True if the item's answer, approval or file changed between two moments. */
const changedBetween = (item: ItemDocument, now: AsOf, after: Millis, until: Millis): boolean => {
  const then = answerAsOf(item, after)
  return (
    then === undefined ||
    then.answer?.at !== now.answer?.at ||
    within(item.approved?.at, after, until) ||
    within(item.file.lastModified, after, until)
  )
}

/** Whether an export shows this item, and what it shows of it: everything as of the snapshot. */
export const selectItem = (item: ItemDocument, { include, snapshotAt, since }: Choice): Selected => {
  const then = answerAsOf(item, snapshotAt)
  if (!then) return { kind: 'Later' }
  if (item.missing) return { kind: 'Missing' }
  if (!isIncluded(include, then)) return { kind: 'NotIncluded' }
  if (since && !changedBetween(item, then, since.at, snapshotAt)) return { kind: 'Unchanged' }
  return { kind: 'Row', ...then }
}
