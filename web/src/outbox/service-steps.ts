import type { Schemas } from '../api/client.ts'
import type { Entry, GivenAnswer, RefusedAnswer } from './records.ts'
import { placeFirst } from './send-steps.ts'
import { lastOrder, newPage, pageOf, withoutPage, withPage, type PageWork, type Work } from './work.ts'

const answeredItems = (items: readonly Schemas['PageItem'][]): readonly string[] =>
  items.filter(({ answered }) => answered === true).map(({ id }) => id)

const givenBefore = ({ answer }: Schemas['PageItem']): GivenAnswer | undefined => {
  if (!answer) return undefined
  const { skipped, ...label } = answer
  return skipped === true ? { skip: true, ...label } : label
}

/** Answers that the service shows and this device does not know, such as those that another device gave. */
const withGiven = (page: PageWork, items: readonly Schemas['PageItem'][]): PageWork['history'] => {
  const answers = new Map(page.history.answers)
  for (const item of items) {
    const given = givenBefore(item)
    if (given && !answers.has(item.id)) answers.set(item.id, given)
  }
  return answers.size === page.history.answers.size ? page.history : { ...page.history, answers }
}

/** The page as the service shows it now, such as with new URLs. */
export const refresh = (work: Work, shown: Schemas['Page']): Work => {
  const page = pageOf(work, shown.id)
  if (!page) return work
  return withPage(work, {
    ...page,
    taken: shown,
    sent: new Set([...page.sent, ...answeredItems(shown.items)]),
  })
}

/** The page is in the person's hands again, with what can be changed on it. */
const handBack = (work: Work, page: PageWork, taken: Schemas['TakenPage'], order: number): Work =>
  withPage(work, {
    ...page,
    taken,
    order,
    status: 'open',
    reopened: true,
    // An answer that this device has not sent is sent all the same: only so the person hears what became of it.
    sent: new Set(
      answeredItems(taken.items).filter((item) => page.sent.has(item) || !page.history.answers.has(item)),
    ),
    history: withGiven(page, taken.items),
  })

/** A page that the service has granted, or grants again. */
export const receive = (work: Work, taken: Schemas['TakenPage']): Work => {
  const { id } = taken
  if (id === undefined) return work
  const page = pageOf(work, id)
  if (!page) {
    const fresh = newPage(taken, id, lastOrder(work) + 1)
    const sent = new Set(answeredItems(taken.items))
    return withPage(work, { ...fresh, sent, history: withGiven(fresh, taken.items) })
  }
  if (page.status === 'open') return withPage(work, { ...page, taken })
  // Its answers are on their way.
  if (work.entries.some((entry) => entry.page === id)) return work
  return handBack(work, page, taken, lastOrder(work) + 1)
}

/**
 * The service has opened the page again. Not so surely at its first answer to it: after an earlier one that was not heard,
 * whatever this device has may not be there any more.
 */
export const endReopen = (work: Work, shown: Schemas['Page'], isFirst: boolean): Work => {
  const page = pageOf(work, shown.id)
  if (!page) return work
  return handBack(work, isFirst ? page : { ...page, sent: new Set() }, shown, placeFirst(work))
}

const nextNumber = ({ refused }: Work): number => Math.max(0, ...refused.map(({ number }) => number)) + 1

const keep = (
  work: Work,
  entry: Entry,
  reasons: readonly (readonly [answer: Schemas['Answer'], code: string, message: string])[],
  now: number,
): Work => {
  const page = pageOf(work, entry.page)
  const first = nextNumber(work)
  const kept = reasons
    // What stands for the answer to a removed item is none of the person's.
    .filter(([{ item }]) => !page || page.history.answers.has(item))
    // An answer that is sent again is refused again.
    .filter(
      ([{ item }, code]) =>
        !work.refused.some((one) => one.page === entry.page && one.item === item && one.code === code),
    )
    .map(([answer, code, message], index): RefusedAnswer => {
      const { project } = work
      return {
        project,
        number: first + index,
        page: entry.page,
        item: answer.item,
        answer,
        code,
        message,
        at: now,
      }
    })
  return { ...work, refused: [...work.refused, ...kept] }
}

const withoutEntry = (work: Work, entry: Entry): Work => ({
  ...work,
  entries: work.entries.filter(({ number }) => number !== entry.number),
})

/** Items whose answers the service refuses and which it waits for: the person answers them again. */
const askAgain = (work: Work, name: string, items: readonly string[]): Work => {
  const page = pageOf(work, name)
  if (!page || items.length === 0) return work
  const answers = new Map(page.history.answers)
  for (const item of items) answers.delete(item)
  return withPage(work, {
    ...page,
    status: 'open',
    order: page.status === 'open' ? page.order : lastOrder(work) + 1,
    // It was not the person who wanted the page back: its last answer submits it again.
    sentAt: 0,
    sent: new Set([...page.sent].filter((item) => !items.includes(item))),
    history: { answers, steps: [], cursor: 0 },
  })
}

/** The service has answered a submit. */
export const settle = (
  work: Work,
  entry: Entry,
  { results, page }: Schemas['SubmitResults'],
  now: number,
): Work => {
  const byItem = new Map(results.map((result) => [result.item, result]))
  const refused = entry.answers.flatMap((answer) => {
    const result = byItem.get(answer.item)
    return result?.status === 'Refused' ? [{ answer, result }] : []
  })
  const kept = keep(
    withoutEntry(work, entry),
    entry,
    refused.map(({ answer, result }) => [
      answer,
      result.error?.code ?? 'Refused',
      result.error?.message ?? '',
    ]),
    now,
  )
  const again = page.status === 'Held' ? refused.filter(({ result }) => result.retriable === true) : []
  return askAgain(
    kept,
    entry.page,
    again.map(({ answer }) => answer.item),
  )
}

/** The service refuses the whole submit: nothing of it will be stored, and the person keeps the answers. */
export const refuseAll = (work: Work, entry: Entry, code: string, message: string, now: number): Work => {
  const kept = keep(
    withoutEntry(work, entry),
    entry,
    entry.answers.map((answer) => [answer, code, message]),
    now,
  )
  return kept.entries.some(({ page }) => page === entry.page) ? kept : withoutPage(kept, entry.page)
}
