import type { Millis } from '../../core/time.ts'
import type { UserId } from '../../core/ids.ts'
import { classesOf, type Label } from '../labels/label.ts'
import { maxHistory, type Answer, type ItemDocument, type ItemState, type PastAnswer } from './item.ts'
import { frontOfQueue } from './segment.ts'
import { nextState, type ItemAction } from './transitions.ts'

/** The item after a change, or undefined if its state does not allow it. */
type Changed = ItemDocument | undefined

const withAnswer = (item: ItemDocument, state: ItemState, answer: Answer): ItemDocument => {
  const { queue: _, changed: __, approved: ___, classes: ____, ...rest } = item
  return {
    ...rest,
    state,
    answer,
    labeledBy: answer.by,
    ...(answer.type === 'Label' ? { classes: [...classesOf(answer.label)] } : {}),
    changedAt: answer.at,
  }
}

/** How an answer came to its end. */
type Ending = Omit<PastAnswer, 'answer' | 'approved'>

const past = ({ answer, approved, history }: ItemDocument, ending: Ending): PastAnswer[] =>
  (answer ? [...history, { answer, ...(approved ? { approved } : {}), ...ending }] : history).slice(
    -maxHistory,
  )

const backToQueue = (item: ItemDocument, place: number, ending: Ending): ItemDocument => {
  const { answer: _, labeledBy: __, classes: ___, approved: ____, changed: _____, ...rest } = item
  return {
    ...rest,
    state: 'unlabeled',
    history: past(item, ending),
    ...(item.missing ? {} : { queue: place }),
    changedAt: ending.endedAt,
  }
}

/** A labeler's answer. */
export const answerItem = (item: ItemDocument, answer: Answer): Changed => {
  const state = nextState(item.state, answer.type === 'Label' ? 'label' : 'skip')
  return state && withAnswer(item, state, answer)
}

/** A reviewer's own label replaces whatever is there. */
export const relabelItem = (item: ItemDocument, label: Label, by: UserId, at: Millis): Changed => {
  const state = nextState(item.state, 'relabel')
  return (
    state && {
      ...withAnswer(item, state, { type: 'Label', label, by, at }),
      history: past(item, { endedAt: at, endedBy: by, action: 'Relabeled' }),
    }
  )
}

/** The answer goes to the history, the item to the front of the queue. */
export const rejectItem = (item: ItemDocument, by: UserId, at: Millis, comment?: string): Changed =>
  nextState(item.state, 'reject') &&
  backToQueue(item, frontOfQueue(at), {
    endedAt: at,
    endedBy: by,
    action: 'Rejected',
    ...(comment === undefined ? {} : { comment }),
  })

/** The answer goes to the history, the item to its own place in the queue: its file is another one now. */
export const requeueItem = (item: ItemDocument, by: string, at: Millis): Changed =>
  nextState(item.state, 'requeue') &&
  backToQueue(item, item.rank, { endedAt: at, endedBy: by, action: 'Requeued' })

const mark = (item: ItemDocument, action: ItemAction, by: UserId, at: Millis): Changed => {
  const state = nextState(item.state, action)
  return state && { ...item, state, changedAt: at, ...(action === 'approve' ? { approved: { by, at } } : {}) }
}

export const approveItem = (item: ItemDocument, by: UserId, at: Millis): Changed =>
  mark(item, 'approve', by, at)

/** The item leaves the project; its skip stays to tell why. */
export const acceptSkipOfItem = (item: ItemDocument, by: UserId, at: Millis): Changed =>
  mark(item, 'acceptSkip', by, at)
