import type { ItemId } from '../core/ids.ts'
import type { GivenByLabeler } from '../model/items/change-item.ts'
import type { LeaseDocument } from '../model/leases/lease.ts'
import { submittedWithOtherAnswers } from '../model/leases/page-errors.ts'
import { takenAnswers, type TakenAnswer } from '../model/leases/taken-answers.ts'
import type { Task, TaskContext } from '../tasks/task.ts'
import {
  answerMark,
  answersFingerprint,
  hasSameMeaning,
  isSentAgain,
  requestFingerprint,
} from './answer-marks.ts'
import { answeredResult, takenResult, wrongResult, type AnswerResult } from './answer-results.ts'
import {
  foreignItem,
  judgeAnswer,
  requireComplete,
  requireDistinct,
  type GivenAnswer,
} from './judge-answers.ts'

/** An answer that the page can take. */
export interface NewAnswer {
  readonly item: ItemId
  readonly given: GivenByLabeler
  readonly mark: string
}

/** The answers of a request: what is known of some of them without a look at the items, and the new ones. */
interface SortedAnswers {
  readonly known: readonly AnswerResult[]
  readonly fresh: readonly NewAnswer[]
}

interface Judge {
  readonly task: Task
  readonly context: TaskContext
}

/** True if an earlier version has taken exactly these answers as the whole page: it kept no mark of each. */
const isOlderSubmit = (
  { fingerprint, answers: stored }: LeaseDocument,
  answers: readonly GivenAnswer[],
  { task, context }: Judge,
): boolean => {
  if (fingerprint === undefined) return false
  if (fingerprint === requestFingerprint(answers)) return true
  const judged = new Map<ItemId, GivenByLabeler>()
  for (const [index, answer] of answers.entries()) {
    const one = judgeAnswer(task, context, index, answer)
    if ('given' in one) judged.set(answer.item, one.given)
  }
  return judged.size === answers.length && stored === answersFingerprint(task, judged)
}

/** The result of an answer to an item for which the page has taken another one. What was refused for good stays refused. */
const otherResult = (item: ItemId, taken: TakenAnswer): AnswerResult =>
  taken.refused === undefined ? answeredResult(item) : takenResult(item, taken)

/**
 * Compares the answers of a request with those that the page has taken, and judges the others. A wrong answer is refused alone.
 * The same answer again has the same result, also if its class was withdrawn since. So has the request that submitted the page:
 * at least one of its answers is the one that the page took.
 * @param request.partial False if each item of the page that waits for an answer must have one in the request
 * @throws DomainError `InvalidRequest` for two answers to one item, `PageIncomplete`, `PageAlreadySubmitted` if the page is
 * submitted with other answers and has none of these
 */
export const sortAnswers = (
  page: LeaseDocument,
  { answers, partial }: { readonly answers: readonly GivenAnswer[]; readonly partial: boolean },
  judge: Judge,
): SortedAnswers => {
  requireDistinct(answers)
  const taken = takenAnswers(page)
  const onPage = new Set(page.items.map(({ id }) => id))
  if (!partial)
    requireComplete(
      [...onPage].filter((id) => !taken.has(id)),
      answers,
    )
  const allSame = isOlderSubmit(page, answers, judge)
  const known: AnswerResult[] = []
  const fresh: NewAnswer[] = []
  let hasSame = false
  for (const [index, answer] of answers.entries()) {
    const { item } = answer
    const before = taken.get(item)
    if (!onPage.has(item)) {
      known.push(wrongResult(item, foreignItem(index, item)))
      continue
    }
    if (before && (allSame || isSentAgain(before.mark, answer))) {
      known.push(takenResult(item, before))
      hasSame = true
      continue
    }
    const judged = judgeAnswer(judge.task, judge.context, index, answer)
    if ('problem' in judged) known.push(wrongResult(item, judged.problem, !before))
    else if (before) {
      const isSame = hasSameMeaning(before.mark, judge.task, judged.given)
      known.push(isSame ? takenResult(item, before) : otherResult(item, before))
      hasSame ||= isSame
    } else fresh.push({ item, given: judged.given, mark: answerMark(judge.task, answer, judged.given) })
  }
  const hasOther = known.some(({ error }) => error?.code === 'AlreadyAnswered')
  if (page.status === 'Submitted' && hasOther && !hasSame) throw submittedWithOtherAnswers()
  return { known, fresh }
}

/** The results in the order of the page; those of items that are not on it come last. */
export const inPageOrder = (
  { items }: Pick<LeaseDocument, 'items'>,
  results: readonly AnswerResult[],
): readonly AnswerResult[] => {
  const place = new Map(items.map(({ id }, index) => [id, index] as const))
  const placeOf = ({ item }: AnswerResult): number => place.get(item) ?? items.length
  return results.toSorted((one, other) => placeOf(one) - placeOf(other))
}
