import type { Schemas } from '../../api/client.ts'
import type { GivenAnswer } from '../../outbox/records.ts'
import { currentPage, type PageWork, type Work } from '../../outbox/work.ts'

const most = 10

export interface LastAnswer {
  readonly page: string
  readonly item: Schemas['PageItem']
  readonly answer: GivenAnswer
  readonly isCurrent: boolean
}

/** The answered items of a page, the last answer first. */
const answeredLast = (page: PageWork): readonly string[] => {
  const steps = page.history.steps.slice(0, page.history.cursor)
  const items = steps.flatMap(({ changes }) => changes.map(({ item }) => item)).toReversed()
  return [...new Set(items)].filter((item) => page.history.answers.has(item))
}

/** The last answers of the current page and of the one before it, newest first. */
export const listLastAnswers = (work: Work): readonly LastAnswer[] => {
  const current = currentPage(work)
  const sent = work.pages
    .filter(({ status }) => status === 'sent')
    .toSorted((one, other) => other.sentAt - one.sentAt)
    .slice(0, 1)
  return [...(current ? [current] : []), ...sent]
    .flatMap((page) => {
      const items = new Map(page.taken.items.map((item) => [item.id, item]))
      return answeredLast(page).flatMap((id): readonly LastAnswer[] => {
        const [item, answer] = [items.get(id), page.history.answers.get(id)]
        return item && answer ? [{ page: page.page, item, answer, isCurrent: page === current }] : []
      })
    })
    .slice(0, most)
}
