import type { ItemId } from '../core/ids.ts'
import type { RefusalCode } from '../model/leases/lease.ts'
import type { TakenAnswer } from '../model/leases/taken-answers.ts'
import type { AnswerProblem } from './judge-answers.ts'

/** What became of one answer of a submit. */
export interface AnswerResult {
  readonly item: ItemId
  readonly status: 'Accepted' | 'Refused'
  readonly error?:
    | {
        readonly code: RefusalCode | AnswerProblem['code'] | 'AlreadyAnswered'
        readonly message: string
        /** The field of the request that is wrong. */
        readonly target?: string
      }
    | undefined
  /** The answer itself is at fault: a corrected one can be sent. */
  readonly retriable?: true | undefined
}

const refusals: Readonly<Record<RefusalCode, string>> = {
  ItemNotOpen:
    'The item has an answer of another labeler or of a reviewer, or an administrator has removed it; nothing to do',
  ItemLeasedToOther: 'Your page had expired and somebody else holds this item now; nothing to do',
  ItemChanged: 'The file changed while you held it; the item will be handed out again',
  ItemNotFound: 'The item is no longer in the project; nothing to do',
}

/** The result of an answer that the page has taken. */
export const takenResult = (item: ItemId, { refused }: Pick<TakenAnswer, 'refused'>): AnswerResult =>
  refused === undefined
    ? { item, status: 'Accepted' }
    : { item, status: 'Refused', error: { code: refused, message: refusals[refused] } }

/** The result of a wrong answer. @param isOpen False if the page has taken another answer to the item */
export const wrongResult = (item: ItemId, error: AnswerProblem, isOpen = true): AnswerResult => ({
  item,
  status: 'Refused',
  error,
  ...(isOpen ? { retriable: true } : {}),
})

/** The result of another answer than the one that the page has taken and that was accepted. */
export const answeredResult = (item: ItemId): AnswerResult => ({
  item,
  status: 'Refused',
  error: {
    code: 'AlreadyAnswered',
    message: 'The item has another answer from this page, and that counts; reopen the page to change it',
  },
})
