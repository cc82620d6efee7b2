import type { ItemId } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { takeBackAnswer } from '../model/items/change-item.ts'
import type { Answer, ItemDocument, ItemOutcome } from '../model/items/item.ts'
import type { StoredItemChange } from '../model/items/write-segment.ts'
import type { LeaseDocument } from '../model/leases/lease.ts'
import { takenAnswers, type TakenAnswer } from '../model/leases/taken-answers.ts'
import type { Stored } from '../ports/store.ts'
import { showsFile } from './choose-page.ts'

/** An answer that is taken back, and the change of its item. */
export interface TakenBack {
  readonly item: ItemId
  readonly answer: ItemOutcome
  readonly change: StoredItemChange
}

interface Present {
  /** The epoch of the segment: an earlier answer is in a snapshot, as of an export. */
  readonly epoch: number
  /** The items on live pages. */
  readonly onOtherPages: ReadonlySet<ItemId>
  readonly at: Millis
}

/**
 * The answer of an item if it is the one that the page took. An answer has no id: it is known by its person and time, as long as no
 * answer of that person and time has ended.
 */
const answerFrom = (
  { labeler }: LeaseDocument,
  taken: TakenAnswer,
  { decision, answers, history }: ItemDocument,
): Answer | undefined => {
  const [answer, ...others] = answers
  if (!answer || others.length > 0 || decision?.source !== 'Labeler') return undefined
  const isFromPage = (one: { readonly by: string; readonly at: Millis }): boolean =>
    one.by === labeler && one.at === taken.at
  return isFromPage(answer) && !history.some((past) => isFromPage(past.decision)) ? answer : undefined
}

const outcomeOf = (answer: Answer): ItemOutcome =>
  answer.type === 'Label'
    ? { type: answer.type, label: answer.label }
    : { type: answer.type, ...(answer.reason === undefined ? {} : { reason: answer.reason }) }

/** The answers of a submitted page that nobody has gone on with: they can be taken back. */
export const takeBack = (
  page: LeaseDocument,
  found: readonly Stored<ItemDocument>[],
  { epoch, onOtherPages, at }: Present,
): readonly TakenBack[] => {
  const taken = takenAnswers(page)
  const items = new Map(found.map((one) => [one.document.id, one] as const))
  return page.items.flatMap((onPage): TakenBack[] => {
    const [outcome, before] = [taken.get(onPage.id), items.get(onPage.id)]
    if (!outcome || outcome.refused || !before) return []
    const { document: item } = before
    const answer = answerFrom(page, outcome, item)
    if (!answer || (item.epochs?.decided ?? 0) !== epoch) return []
    if (item.missing || item.changed || !showsFile(onPage, item.file) || onOtherPages.has(item.id)) return []
    const after = takeBackAnswer(item, at)
    return after ? [{ item: item.id, answer: outcomeOf(answer), change: { before, after } }] : []
  })
}
