import type { ClassId, UserId } from '../../core/ids.ts'
import type { RequestMark } from '../../core/request-seed.ts'
import type { Millis } from '../../core/time.ts'
import type { Label } from '../labels/label.ts'
import { boundHistory } from './bound-history.ts'
import {
  decidedOf,
  maxEarlierApprovals,
  maxUnapprovals,
  type Approval,
  type ItemDocument,
  type ItemOutcome,
  type PastDecision,
} from './item.ts'
import { frontOfQueue } from './segment.ts'
import { nextState } from './transitions.ts'

/** The item after a change, or undefined if its state does not allow it. */
type Changed = ItemDocument | undefined

/** An answer that the task type has accepted: a label with its classes, or a skip. */
export type GivenOutcome =
  | { readonly type: 'Label'; readonly label: Label; readonly classes: readonly ClassId[] }
  | { readonly type: 'Skip'; readonly reason?: string | undefined }

/** The answer of a labeler, with the time that they worked on it, if their client tells. */
export type GivenByLabeler = GivenOutcome & { readonly activeMs?: number | undefined }

const markedBy = (request: RequestMark | undefined) => (request === undefined ? {} : { request })

/** The fields of a past decision that say when and why it ended. */
type Ending = Omit<PastDecision, 'decision' | 'approved' | 'unapproved'>

const outcomeOf = (given: GivenOutcome): ItemOutcome =>
  given.type === 'Label'
    ? { type: 'Label', label: given.label }
    : { type: 'Skip', ...(given.reason === undefined ? {} : { reason: given.reason }) }

/** The item without its decision and the fields derived from it. With `ending`, the decision joins the history. */
const undecided = (item: ItemDocument, ending?: Ending): ItemDocument => {
  const {
    decision: _,
    labeledBy: __,
    classes: ___,
    approved,
    unapproved,
    changed: ____,
    queue: _____,
    ...rest
  } = item
  const decided = decidedOf(item)
  const approvals = { ...(approved ? { approved } : {}), ...(unapproved ? { unapproved } : {}) }
  const past = decided && ending ? [{ decision: decided, ...approvals, ...ending }] : []
  return { ...rest, answers: [], history: boundHistory([...item.history, ...past]) }
}

const backToQueue = (item: ItemDocument, place: number, ending: Ending): ItemDocument => ({
  ...undecided(item, ending),
  state: 'unlabeled',
  ...(item.missing ? {} : { queue: place }),
  changedAt: ending.endedAt,
})

const indexOf = (given: GivenOutcome, by: UserId): Pick<ItemDocument, 'labeledBy' | 'classes'> => ({
  labeledBy: by,
  ...(given.type === 'Label' ? { classes: [...given.classes] } : {}),
})

/** Adds a labeler's answer. One answer is enough, so it becomes the decision. */
export const answerItem = (item: ItemDocument, given: GivenByLabeler, by: UserId, at: Millis): Changed => {
  const active = given.activeMs ? { activeMs: given.activeMs } : {}
  const state = nextState(item.state, given.type === 'Label' ? 'label' : 'skip')
  return (
    state && {
      ...undecided(item),
      state,
      answers: [{ ...outcomeOf(given), by, at, ...active }],
      decision: { source: 'Labeler' },
      ...indexOf(given, by),
      changedAt: at,
    }
  )
}

/** The place in the queue that an open item had before it was answered. */
const formerPlace = ({ history, rank }: ItemDocument): number => {
  const last = history.at(-1)
  return last?.action === 'Rejected' ? frontOfQueue(last.endedAt) : rank
}

/** Takes the answer of a labeler back as if it had never been given: it leaves no trace in the history. */
export const takeBackAnswer = (item: ItemDocument, at: Millis): Changed => {
  const state = nextState(item.state, 'takeBack')
  return (
    state && {
      ...undecided(item),
      state,
      ...(item.missing ? {} : { queue: formerPlace(item) }),
      changedAt: at,
    }
  )
}

/** Sets a reviewer's label as the decision; a previous decision joins the history. */
export const relabelItem = (
  item: ItemDocument,
  { label, classes }: { readonly label: Label; readonly classes: readonly ClassId[] },
  by: UserId,
  at: Millis,
  request?: RequestMark,
): Changed => {
  const state = nextState(item.state, 'relabel')
  return (
    state && {
      ...undecided(item, { endedAt: at, endedBy: by, action: 'Relabeled' }),
      state,
      decision: { source: 'Reviewer', type: 'Label', label, by, at, ...markedBy(request) },
      ...indexOf({ type: 'Label', label, classes }, by),
      changedAt: at,
    }
  )
}

/** Moves the decision to the history and the item to the front of the queue. */
export const rejectItem = (
  item: ItemDocument,
  by: UserId,
  at: Millis,
  comment?: string,
  request?: RequestMark,
): Changed =>
  nextState(item.state, 'reject') &&
  backToQueue(item, frontOfQueue(at), {
    endedAt: at,
    endedBy: by,
    action: 'Rejected',
    ...(comment === undefined ? {} : { comment }),
    ...markedBy(request),
  })

/** After a change of the file: moves the decision to the history and the item to its original place in the queue. */
export const requeueItem = (item: ItemDocument, by: string, at: Millis): Changed =>
  nextState(item.state, 'requeue') &&
  backToQueue(item, item.rank, { endedAt: at, endedBy: by, action: 'Requeued' })

/** A reviewer confirms the decision for the file as it is now: the mark `changed` is settled. */
const confirmed = (item: ItemDocument, at: Millis): ItemDocument => {
  const { changed: _, ...rest } = item
  return { ...rest, changedAt: at }
}

/** The approvals before a new one. The oldest are forgotten; the audit has them. */
const earlierApprovals = ({ approved }: ItemDocument): Pick<Approval, 'earlier'> => {
  if (!approved) return {}
  const { earlier = [], settled: _, from: __, ...last } = approved
  return { earlier: [...earlier, last].slice(-maxEarlierApprovals) }
}

/** Approves the decision; an approved one, too, if the file changed since. Its state does not change then. */
export const approveItem = (item: ItemDocument, by: UserId, at: Millis, request?: RequestMark): Changed => {
  const again = item.changed && item.state === 'approved' ? item.state : undefined
  const state = again ?? nextState(item.state, 'approve')
  const from = item.state === 'needsReview' ? item.state : item.approved?.from
  return (
    state && {
      ...confirmed(item, at),
      state,
      approved: {
        by,
        at,
        ...markedBy(request),
        ...earlierApprovals(item),
        ...(item.changed && !item.approved ? { settled: true } : {}),
        ...(from ? { from } : {}),
      },
    }
  )
}

/**
 * Takes back the approval, with those that it replaced: the item is again as it was before the first of them. A file that
 * changed since has the mark `changed` again, because no approval confirms the decision for it any more.
 */
export const unapproveItem = (item: ItemDocument, by: UserId, at: Millis, request?: RequestMark): Changed => {
  const { approved, changed, ...rest } = item
  const state = nextState(item.state, 'unapprove')
  if (!state || !approved) return undefined
  const isChanged = changed === true || approved.settled === true || approved.earlier !== undefined
  const unapproved = [...(item.unapproved ?? []), { by, at, ...markedBy(request), approved }]
  return {
    ...rest,
    state: approved.from ?? state,
    ...(isChanged ? { changed: true } : {}),
    unapproved: unapproved.slice(-maxUnapprovals),
    changedAt: at,
  }
}

/** Removes the item from the project; the skip stays as its decision. */
export const acceptSkipOfItem = (
  item: ItemDocument,
  by: UserId,
  at: Millis,
  request?: RequestMark,
): Changed => {
  const state = nextState(item.state, 'acceptSkip')
  return state && { ...confirmed(item, at), state, skipAccepted: { by, at, ...markedBy(request) } }
}
