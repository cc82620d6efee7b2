import type { ItemDocument } from '../model/items/item.ts'
import { isApprovalUnknown, itemAsOf, type ItemAsOf } from '../model/items/item-as-of.ts'
import type { Label } from '../model/labels/label.ts'
import type { ExportPlan } from '../model/exports/export.ts'
import { imageFaultOf } from './image-fault.ts'

/** The snapshots of one segment. */
export interface Choice {
  readonly include: ExportPlan['include']
  /** True if items without a usable image are left out. */
  readonly needsImages: boolean
  /** The last epoch of the snapshot. */
  readonly snapshot: number
  readonly since?: Since | undefined
}

interface Since {
  readonly include: ExportPlan['include']
  /** The last epoch of the earlier snapshot; -1 if it is not known, so that everything counts as changed. */
  readonly snapshot: number
  /** True if the earlier export left out items without a usable image. */
  readonly needsImages: boolean
  /** The classes that were renamed since. */
  readonly renamed: ReadonlySet<string>
}

/** The classes that a label names. */
export type ClassesOf = (label: Label) => readonly string[]

/** The reason why an export omits an item, or the item as of the snapshot. */
export type Selected =
  | { readonly kind: 'Later' | 'Unchanged' }
  /** `removed`: the earlier export of `since` has a row of the item. */
  | { readonly kind: 'Missing' | 'NotIncluded' | 'Removed' | 'WithoutImage'; readonly removed: boolean }
  | ({ readonly kind: 'Row' } & ItemAsOf)

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

const fileChangedAfter = ({ epochs }: ItemDocument, snapshot: number): boolean =>
  (epochs?.file ?? 0) > snapshot

/** True if the item can ever have been in such an export: its history keeps the end of its first decision. */
const everIncluded = (include: ExportPlan['include'], { decision, history }: ItemDocument): boolean =>
  include === 'All' || decision !== undefined || history.length > 0

/** True if the item has no usable image, as far as its header has been read. */
const isFaulty = (item: ItemDocument): boolean =>
  item.headerPending !== true && imageFaultOf(item, true) !== undefined

/**
 * True if the earlier export can have a row of the item. A file that was missing then and still is has none, nor has a file
 * without a usable image where such files were left out.
 */
const wasRow = (item: ItemDocument, since: Since | undefined): boolean => {
  if (!since) return false
  if (since.needsImages && isFaulty(item) && !fileChangedAfter(item, since.snapshot)) return false
  if (since.snapshot < 0 || isApprovalUnknown(item, since.snapshot)) return everIncluded(since.include, item)
  const then = itemAsOf(item, since.snapshot)
  if (!then || !isIncluded(since.include, then)) return false
  return !item.missing || fileChangedAfter(item, since.snapshot)
}

/**
 * True if the decision, the state or the file of the item, or the name of a class of its label, changed after the earlier
 * snapshot, as the service noticed. A file whose header is not read yet counts as changed: nothing records the size that the
 * earlier export had of it. So does one that was missing in between: an export reads items after its snapshot, so it can have left
 * out an item that went missing only then. An item without a usable image counts as changed if the earlier export left out such items.
 */
const changedSince = (
  item: ItemDocument,
  now: ItemAsOf,
  { snapshot, include, needsImages, renamed }: Since,
  classesOf: ClassesOf,
): boolean => {
  const { decided } = now
  const then = itemAsOf(item, snapshot)
  return (
    then === undefined ||
    !isIncluded(include, then) ||
    then.decidedIn !== now.decidedIn ||
    then.state !== now.state ||
    fileChangedAfter(item, snapshot) ||
    isApprovalUnknown(item, snapshot) ||
    // Which of several removals the snapshot fell into is not known.
    (item.epochs?.restored ?? 0) > snapshot ||
    item.headerPending === true ||
    (needsImages && isFaulty(item)) ||
    (renamed.size > 0 && decided?.type === 'Label' && classesOf(decided.label).some((id) => renamed.has(id)))
  )
}

/** Decides whether an export contains the item, and with which decision and state, as of the snapshot. */
export const selectItem = (
  item: ItemDocument,
  { include, needsImages, snapshot, since }: Choice,
  classesOf: ClassesOf,
): Selected => {
  const now = itemAsOf(item, snapshot)
  if (!now) return { kind: 'Later' }
  if (item.missing) return { kind: 'Missing', removed: wasRow(item, since) }
  if (!isIncluded(include, now)) {
    const kind = now.state === 'removed' ? 'Removed' : 'NotIncluded'
    return { kind, removed: wasRow(item, since) }
  }
  if (needsImages && isFaulty(item)) return { kind: 'WithoutImage', removed: wasRow(item, since) }
  if (since && !changedSince(item, now, since, classesOf)) return { kind: 'Unchanged' }
  return { kind: 'Row', ...now }
}

/** Leaves out an item whose header was read for this export and shows no usable image. */
export const leaveOutFaulty = (item: ItemDocument, { since }: Choice): Selected => ({
  kind: 'WithoutImage',
  removed: wasRow(item, since),
})

/** The choice for one segment of an export whose snapshot is taken. */
export const choiceOf = (
  { include, unsized, snapshot, since }: Pick<ExportPlan, 'include' | 'unsized' | 'snapshot' | 'since'>,
  segment: number,
): Choice => {
  const epoch = snapshot?.[segment]
  if (epoch === undefined) throw new Error('The first step of an export takes its snapshot')
  return {
    include,
    needsImages: unsized === 'LeaveOut',
    snapshot: epoch,
    ...(since && {
      since: {
        include: since.include,
        needsImages: since.unsized === 'LeaveOut',
        snapshot: since.snapshot?.[segment] ?? -1,
        renamed: new Set(since.renamed),
      },
    }),
  }
}
