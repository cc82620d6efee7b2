import { mostActiveMs } from './active-time.ts'
import { change, changedItems, redo, undo, type History } from './history.ts'
import type { GivenAnswer } from './records.ts'
import { currentPage, withPage, type PageWork, type Work } from './work.ts'

type Answering = (now: GivenAnswer | undefined) => GivenAnswer | undefined

const withTime = (page: PageWork, items: readonly string[], ms: number): PageWork['activeMs'] => {
  if (items.length === 0 || ms <= 0) return page.activeMs
  const times = new Map(page.activeMs)
  for (const item of items)
    times.set(item, Math.min(mostActiveMs, Math.round((times.get(item) ?? 0) + ms / items.length)))
  return times
}

/** A page that the person wants back, as long as the service was not asked for it. */
const isWish = ({ status, reopened }: PageWork): boolean => status === 'reopening' && !reopened

/** The person goes on: a page that would come back later, under their fingers, stays sent. */
const withoutWish = (work: Work): Work =>
  work.pages.some(isWish)
    ? { ...work, pages: work.pages.map((page) => (isWish(page) ? { ...page, status: 'sent' } : page)) }
    : work

/** Answers items of the current page by one gesture. Items whose answers are sent stay. */
export const give = (work: Work, items: readonly string[], answer: Answering, activeMs: number): Work => {
  const page = currentPage(work)
  if (!page) return work
  const free = items.filter((item) => !page.sent.has(item))
  const history = change(page.history, free, answer)
  return history
    ? withPage(withoutWish(work), { ...page, history, activeMs: withTime(page, free, activeMs) })
    : work
}

interface Moved {
  readonly work: Work
  /** The items that changed, for the focus. */
  readonly items: readonly string[]
}

const move = (work: Work, step: (history: History) => History | undefined): Moved | undefined => {
  const page = currentPage(work)
  const history = page && step(page.history)
  return page && history
    ? { work: withPage(work, { ...page, history }), items: changedItems(page.history, history) }
    : undefined
}

/** Undefined: no gesture of the current page is left. */
export const undoStep = (work: Work): Moved | undefined => move(work, undo)
export const redoStep = (work: Work): Moved | undefined => move(work, redo)
