import { DomainError, type ErrorCode, type ErrorDetail } from '../core/errors.ts'
import type { ItemId } from '../core/ids.ts'
import type { GivenByLabeler } from '../model/items/change-item.ts'
import type { Task, TaskContext, TaskProblemCode } from '../tasks/task.ts'

/** An answer of a request: a skip, or the fields of the project's task type. */
export interface GivenAnswer {
  readonly item: ItemId
  readonly skip?: true | undefined
  readonly reason?: string | undefined
  /** The time that the labeler worked on it, in milliseconds. */
  readonly activeMs?: number | undefined
  readonly [field: string]: unknown
}

const refuse = (code: ErrorCode, message: string, details: readonly ErrorDetail[]): never => {
  throw new DomainError(code, message, { target: 'answers', details })
}

const targetOf = (index: number): string => `answers[${index}]`

/** @throws DomainError `InvalidRequest` if an item has two answers */
export const requireDistinct = (answers: readonly GivenAnswer[]): void => {
  const seen = new Set<ItemId>()
  const repeated = answers.flatMap(({ item }, index): ErrorDetail[] => {
    const again = seen.has(item)
    seen.add(item)
    const message = `The item '${item}' has two answers; send one`
    return again ? [{ code: 'InvalidRequest', message, target: targetOf(index) }] : []
  })
  if (repeated.length > 0) refuse('InvalidRequest', 'Answer each item of the page once', repeated)
}

/**
 * @param waiting The items of the page that wait for an answer
 * @throws DomainError `PageIncomplete` if one of them has none
 */
export const requireComplete = (waiting: readonly ItemId[], answers: readonly GivenAnswer[]): void => {
  const answered = new Set(answers.map(({ item }) => item))
  const left = waiting.filter((id) => !answered.has(id))
  if (left.length > 0)
    refuse(
      'PageIncomplete',
      `${left.length} of the page's ${waiting.length} items without an answer have none in the request; label or skip each, or submit with 'partial'`,
      left.map((target) => ({ code: 'PageIncomplete', message: 'This item has no answer', target })),
    )
}

/** What is wrong with an answer itself. Another answer to the item can still be accepted. */
export interface AnswerProblem {
  readonly code: TaskProblemCode | 'ForeignItem'
  readonly message: string
  /** The field of the request: `answers[3].labels`. */
  readonly target: string
}

type Judged = { readonly given: GivenByLabeler } | { readonly problem: AnswerProblem }

export const foreignItem = (index: number, item: ItemId): AnswerProblem => ({
  code: 'ForeignItem',
  message: `The item '${item}' is not on this page; answer only the items of this page`,
  target: `${targetOf(index)}.item`,
})

/** Judges one answer by the task type of the project. */
export const judgeAnswer = (
  task: Task,
  context: TaskContext,
  index: number,
  { item: _item, skip, reason, activeMs, ...fields }: GivenAnswer,
): Judged => {
  const active = activeMs === undefined ? {} : { activeMs }
  if (skip) return { given: { type: 'Skip', reason, ...active } }
  const accepted = task.accept(fields, context)
  if (!('problem' in accepted)) return { given: { type: 'Label', ...accepted, ...active } }
  const { code, message } = accepted.problem
  return {
    problem: { code, message, target: `${targetOf(index)}.${Object.keys(fields)[0] ?? 'item'}` },
  }
}
