import { isSameContent } from '../files/same-content.ts'
import type { ItemChange } from './counting.ts'
import { headerFieldNames, type ItemDocument, type PastDecision } from './item.ts'

type Epochs = NonNullable<ItemDocument['epochs']>

/** Compares identities: a change that keeps a decision must keep the object. */
const hasSameDecision = (before: ItemDocument, after: ItemDocument): boolean =>
  before.decision === after.decision && before.answers[0] === after.answers[0]

/**
 * Compares content: a refresh can list the same file again, also under another etag. What its header says counts, because
 * exports show it and it can be read later than the file is listed.
 */
const hasSameFile = (before: ItemDocument, after: ItemDocument): boolean =>
  isSameContent(before.file, after.file) &&
  before.missing === after.missing &&
  headerFieldNames.every((name) => before[name] === after[name])

/** True if the change can make a difference to a snapshot. */
export const changesSnapshot = ({ before, after }: ItemChange): boolean =>
  !before ||
  !after ||
  before.state !== after.state ||
  before.history.at(-1) !== after.history.at(-1) ||
  !hasSameDecision(before, after) ||
  !hasSameFile(before, after) ||
  isReapproved(before, after)

/** True if the item was created, or was changed in any way that snapshots or reviews tell apart, after the snapshot. */
export const changedAfter = ({ epochs = {} }: ItemDocument, snapshot: number): boolean =>
  Object.values(epochs).some((epoch) => epoch !== undefined && epoch > snapshot)

/** True if an approval replaces another one, which changes no state. */
const isReapproved = (before: ItemDocument, after: ItemDocument): boolean =>
  before.state === after.state && after.approved !== undefined && before.approved !== after.approved

/** The history, whose newest entry gets its epochs if this change added it. */
const stampHistory = (before: ItemDocument, after: ItemDocument, epoch: number): PastDecision[] => {
  const last = after.history.at(-1)
  if (!last || last === before.history.at(-1) || epoch === 0) return after.history
  const { decided, state } = before.epochs ?? {}
  const approved = before.approved && state
  return [
    ...after.history.slice(0, -1),
    { ...last, epochs: { ...(decided && { decided }), ...(approved && { approved }), ended: epoch } },
  ]
}

/** The approvals that were taken back, of which the newest gets its epochs if this change added it. */
const stampUnapproved = (
  before: ItemDocument,
  { unapproved }: ItemDocument,
  epoch: number,
): Pick<ItemDocument, 'unapproved'> => {
  const last = unapproved?.at(-1)
  if (!unapproved || !last) return {}
  if (last === before.unapproved?.at(-1) || epoch === 0) return { unapproved }
  const approved = before.epochs?.state
  const stamped = { ...last, epochs: { ...(approved && { approved }), ended: epoch } }
  return { unapproved: [...unapproved.slice(0, -1), stamped] }
}

/**
 * Records the epoch of a change in the item. The epoch of a segment counts its snapshots, so changes are ordered against
 * snapshots without a clock. Epoch 0 is not stored.
 */
export const stampItem = (
  before: ItemDocument | undefined,
  after: ItemDocument,
  epoch: number,
): ItemDocument => {
  const { epochs: _, ...item } = after
  if (!before) return epoch === 0 ? item : { ...item, epochs: { imported: epoch } }
  const known = before.epochs ?? {}
  const { imported } = known
  const decided = hasSameDecision(before, after) ? known.decided : after.decision && epoch
  const [wasRemoved, isRemoved] = [before.state === 'removed', after.state === 'removed']
  // The state before a removal stays known with its epoch, because the item can return to it.
  const state = before.state === after.state || isRemoved || wasRemoved ? known.state : epoch
  const removed = isRemoved && !wasRemoved ? epoch : known.removed
  const restored = wasRemoved && !isRemoved ? epoch : known.restored
  const file = hasSameFile(before, after) ? known.file : epoch
  const reapproved = isReapproved(before, after) ? epoch : after.approved && known.reapproved
  const epochs: Epochs = {
    ...(imported && { imported }),
    ...(decided && { decided }),
    ...(state && { state }),
    ...(file && { file }),
    ...(removed && { removed }),
    ...(restored && { restored }),
    ...(reapproved && { reapproved }),
  }
  return {
    ...item,
    history: stampHistory(before, after, epoch),
    ...stampUnapproved(before, after, epoch),
    ...(Object.keys(epochs).length > 0 ? { epochs } : {}),
  }
}
