import { DomainError, type ErrorCode, type ErrorDetail } from '../core/errors.ts'
import type { ItemId } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import type { GivenOutcome } from '../model/items/change-item.ts'
import type { PageItem } from '../model/leases/lease.ts'
import type { Task, TaskContext } from '../tasks/task.ts'

/** An answer of a request: a skip, or the fields of the project's task type. */
export interface GivenAnswer {
  readonly item: ItemId
  readonly skip?: true | undefined
  readonly reason?: string | undefined
  readonly activeMs?: Millis | undefined
  readonly [field: string]: unknown
}

const refuse = (code: ErrorCode, message: string, details: readonly ErrorDetail[]): never => {
  throw new DomainError(code, message, { target: 'answers', details })
}

const targetOf = (index: number): string => `answers[${index}]`

const detailAt = (index: number, code: ErrorCode, message: string): ErrorDetail => ({
  code,
  message,
  target: targetOf(index),
})

/** Checks that each item of the page has exactly one answer, and that there are no other answers. */
const requireEachOnce = (onPage: readonly PageItem[], answers: readonly GivenAnswer[]): void => {
  const expected = new Set(onPage.map(({ id }) => id))
  const foreign = answers.flatMap(({ item }, index) =>
    expected.has(item) ? [] : [detailAt(index, 'ForeignItem', `The item '${item}' is not on this page`)],
  )
  if (foreign.length > 0) refuse('ForeignItem', 'Answer only the items of this page', foreign)

  const seen = new Set<ItemId>()
  const repeated = answers.flatMap(({ item }, index) => {
    const again = seen.has(item)
    seen.add(item)
    return again ? [detailAt(index, 'InvalidRequest', `The item '${item}' has two answers; send one`)] : []
  })
  if (repeated.length > 0) refuse('InvalidRequest', 'Answer each item of the page once', repeated)

  const unanswered = onPage.filter(({ id }) => !seen.has(id))
  if (unanswered.length > 0)
    refuse(
      'PageIncomplete',
      `${unanswered.length} of the page's ${onPage.length} items have no answer; label or skip each, then submit the whole page`,
      unanswered.map(({ id }) => ({
        code: 'PageIncomplete',
        message: 'This item has no answer',
        target: id,
      })),
    )
}

/**
 * Checks all answers of a page before any is written: each item of the page has exactly one answer, there are no others,
 * and the task type accepts each answer.
 * @throws DomainError `PageIncomplete`, `ForeignItem`, `InvalidRequest`, and the codes of the task type's `refusals`
 */
export const judgeAnswers = (
  task: Task,
  context: TaskContext,
  onPage: readonly PageItem[],
  answers: readonly GivenAnswer[],
): ReadonlyMap<ItemId, GivenOutcome> => {
  requireEachOnce(onPage, answers)
  const problems: { readonly code: ErrorCode; readonly detail: ErrorDetail }[] = []
  const judged = new Map<ItemId, GivenOutcome>()
  for (const [index, { item, activeMs, ...given }] of answers.entries()) {
    if (given.skip) {
      judged.set(item, { type: 'Skip', reason: given.reason, activeMs })
      continue
    }
    const accepted = task.accept(given, context)
    if ('problem' in accepted) {
      const { code, message } = accepted.problem
      const target = `${targetOf(index)}.${Object.keys(given)[0] ?? 'item'}`
      problems.push({ code, detail: { code, message, target } })
    } else judged.set(item, { type: 'Label', ...accepted, activeMs })
  }
  const [first] = problems
  if (first)
    refuse(
      first.code,
      first.detail.message,
      problems.map(({ detail }) => detail),
    )
  return judged
}
