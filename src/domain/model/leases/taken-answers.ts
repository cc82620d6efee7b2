import type { ItemId } from '../../core/ids.ts'
import type { Millis } from '../../core/time.ts'
import type { LeaseDocument, RefusalCode } from './lease.ts'

/** The characters of a mark: a half for the answer as it was sent, a half for the answer as it is stored. */
export const answerMarkLength = 16
const noAnswer = ' '.repeat(answerMarkLength)
/** Of an answer to a page that an earlier version submitted: it has no mark, so it is like no other answer. */
const unknownMark = '.'.repeat(answerMarkLength)

/** The answer that a page has taken for an item: it takes no other one. */
export interface TakenAnswer {
  readonly mark: string
  readonly at: Millis
  /** Why it was refused for good; absent if it was accepted. */
  readonly refused?: RefusalCode | undefined
}

/** A page never has an answer at this time. */
const atSubmit = 0

type Outcome = Pick<LeaseDocument, 'status' | 'items' | 'taken' | 'takenAt' | 'refused' | 'submittedAt'>

/** The answers that a page has taken, by item. */
export const takenAnswers = (page: Outcome): ReadonlyMap<ItemId, TakenAnswer> => {
  const { status, items, taken, takenAt = [], submittedAt = atSubmit } = page
  const found = new Map<ItemId, TakenAnswer>()
  if (taken === undefined && status !== 'Submitted') return found
  const refused = new Map(page.refused?.map(({ item, code }) => [item, code] as const))
  for (const [index, { id }] of items.entries()) {
    const first = index * answerMarkLength
    const mark = taken?.slice(first, first + answerMarkLength) ?? unknownMark
    if (mark === noAnswer) continue
    found.set(id, { mark, at: takenAt[index] || submittedAt, refused: refused.get(id) })
  }
  return found
}

/** The page with these answers, and no others, taken. */
export const withTakenAnswers = (
  page: LeaseDocument,
  taken: ReadonlyMap<ItemId, TakenAnswer>,
): LeaseDocument => {
  const {
    taken: _,
    takenAt: __,
    refused: ___,
    reopened: before,
    fingerprint: _f,
    answers: _a,
    ...rest
  } = page
  const times = page.items.map(({ id }) => taken.get(id)?.at ?? atSubmit)
  const takenAt = times.map((at) => (at === page.submittedAt ? atSubmit : at))
  const refused = [...taken].flatMap(([item, { refused: code }]) => (code ? [{ item, code }] : []))
  const reopened = before?.filter(({ item }) => !taken.has(item)) ?? []
  return {
    ...rest,
    ...(taken.size > 0
      ? { taken: page.items.map(({ id }) => taken.get(id)?.mark ?? noAnswer).join('') }
      : {}),
    ...(takenAt.some((at) => at !== atSubmit) ? { takenAt } : {}),
    ...(refused.length > 0 ? { refused } : {}),
    ...(reopened.length > 0 ? { reopened } : {}),
  }
}

/** The items of a page that wait for an answer. Only these are leased: the others are free if they come back to the queue. */
export const heldItems = (page: Outcome): readonly ItemId[] => {
  const taken = takenAnswers(page)
  return page.items.flatMap(({ id }) => (taken.has(id) ? [] : [id]))
}
