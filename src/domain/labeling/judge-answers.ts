import { DomainError, type ErrorCode, type ErrorDetail } from '../core/errors.ts'
import type { ItemId } from '../core/ids.ts'
import { judgeLabels, type LabelRules } from '../tasks/classes/judge-classes.ts'
import type { Label } from '../model/labels/label.ts'
import type { PageItem } from '../model/leases/lease.ts'

export type GivenAnswer =
  | { readonly item: ItemId; readonly labels: readonly string[] }
  | { readonly item: ItemId; readonly skip: true; readonly reason?: string | undefined }

export type JudgedAnswer =
  { readonly type: 'Label'; readonly label: Label } | { readonly type: 'Skip'; readonly reason?: string }

const refuse = (code: ErrorCode, message: string, details: readonly ErrorDetail[]): never => {
  throw new DomainError(code, message, { target: 'answers', details })
}

/**
 * Checks a page's answers as a whole, before any is taken: each item of the page answered once, nothing else, and each
 * answer possible in this project.
 * @throws DomainError `PageIncomplete`, `ForeignItem`, `InvalidRequest`, `UnknownClass`, `WrongLabelCount`
 */
export const judgeAnswers = (
  rules: LabelRules,
  onPage: readonly PageItem[],
  answers: readonly GivenAnswer[],
): ReadonlyMap<ItemId, JudgedAnswer> => {
  const expected = new Set(onPage.map(({ id }) => id))
  const targetOf = (index: number): string => `answers[${index}]`
  const at = (index: number, code: ErrorCode, message: string): ErrorDetail => ({
    code,
    message,
    target: targetOf(index),
  })

  const foreign = answers.flatMap(({ item }, index) =>
    expected.has(item) ? [] : [at(index, 'ForeignItem', `The item '${item}' is not on this page`)],
  )
  if (foreign.length > 0) refuse('ForeignItem', 'Answer only the items of this page', foreign)

  const seen = new Set<ItemId>()
  const twice = answers.flatMap(({ item }, index) => {
    const again = seen.has(item)
    seen.add(item)
    return again ? [at(index, 'InvalidRequest', `The item '${item}' is answered twice`)] : []
  })
  if (twice.length > 0) refuse('InvalidRequest', 'Answer each item of the page once', twice)

  const left = onPage.filter(({ id }) => !seen.has(id))
  if (left.length > 0)
    refuse(
      'PageIncomplete',
      `${left.length} of the page's ${onPage.length} items have no answer; label or skip each, then submit the whole page`,
      left.map(({ id }) => ({ code: 'PageIncomplete', message: 'This item has no answer', target: id })),
    )

  const problems: ErrorDetail[] = []
  const judged = new Map<ItemId, JudgedAnswer>()
  for (const [index, answer] of answers.entries()) {
    if ('skip' in answer) {
      judged.set(answer.item, {
        type: 'Skip',
        ...(answer.reason === undefined ? {} : { reason: answer.reason }),
      })
      continue
    }
    const verdict = judgeLabels(rules, answer.labels, `${targetOf(index)}.labels`)
    if ('problem' in verdict) problems.push(verdict.problem)
    else judged.set(answer.item, { type: 'Label', label: verdict.label })
  }
  const [first] = problems
  if (first)
    refuse(first.code === 'UnknownClass' ? 'UnknownClass' : 'WrongLabelCount', first.message, problems)
  return judged
}
