import type { Schemas } from '../api/client.ts'
import type { Entry } from './records.ts'
import {
  lastOrder,
  openPages,
  pageOf,
  unsent,
  withoutPage,
  withPage,
  type PageWork,
  type Work,
} from './work.ts'

/** How long the service lets a page be reopened, less the time of a request. */
export const reopenTime = 9.5 * 60_000
/** Pages that were sent and that undo still reaches. */
const mostSentPages = 2

const answerOf = (page: PageWork, item: string): Schemas['Answer'] => {
  const activeMs = page.activeMs.get(item)
  return { item, ...page.history.answers.get(item), ...(activeMs === undefined ? {} : { activeMs }) }
}

/** The service waits for an answer to each item, and refuses that to a removed one. */
const fillersOf = (page: PageWork): readonly Schemas['Answer'][] =>
  page.taken.items
    .filter(({ id, removed }) => removed === true && !page.sent.has(id) && !page.history.answers.has(id))
    .map(({ id }) => ({ item: id, skip: true }))

const nextNumber = ({ entries }: Work): number => Math.max(0, ...entries.map(({ number }) => number)) + 1

const queue = (work: Work, page: PageWork, answers: readonly Schemas['Answer'][]): Work => {
  if (answers.length === 0) return work
  const entry: Entry = {
    project: work.project,
    number: nextNumber(work),
    page: page.page,
    answers,
    tried: false,
    reopened: page.reopened,
  }
  return { ...work, entries: [...work.entries, entry] }
}

/** Later than all others, also after the clock of the device was set back. */
const sentNow = ({ pages }: Work, now: number): number =>
  Math.max(now, ...pages.map(({ sentAt }) => sentAt + 1))

/** All answers of the page go to the outbox, and the page is out of the person's hands. */
export const submit = (work: Work, name: string, now: number): Work => {
  const page = pageOf(work, name)
  if (page?.status !== 'open') return work
  const answers = [...unsent(page).map((item) => answerOf(page, item)), ...fillersOf(page)]
  const sent = new Set([...page.sent, ...answers.map(({ item }) => item)])
  return withPage(queue(work, page, answers), { ...page, status: 'sent', sent, sentAt: sentNow(work, now) })
}

/** The answers that are given go to the outbox; the page stays with the person. They cannot be changed on it any more. */
export const flush = (work: Work, name: string): Work => {
  const page = pageOf(work, name)
  const given = page ? unsent(page) : []
  if (!page || given.length === 0) return work
  return withPage(
    queue(
      work,
      page,
      given.map((item) => answerOf(page, item)),
    ),
    {
      ...page,
      sent: new Set([...page.sent, ...given]),
      history: { answers: page.history.answers, steps: [], cursor: 0 },
    },
  )
}

/** The service has leased items of an expired page to the person again: their answers move to the page that counts. */
const handOn = (work: Work, from: PageWork): Work => {
  const answers = new Map(from.history.answers)
  let next = work
  for (const page of openPages(work)) {
    if (page.page === from.page) continue
    const moved = page.taken.items
      .map(({ id }) => id)
      .filter((id) => answers.has(id) && !from.sent.has(id) && !page.sent.has(id))
    if (moved.length === 0) continue
    const own = new Map(page.history.answers)
    for (const item of moved) {
      const answer = answers.get(item)
      if (answer && !own.has(item)) own.set(item, answer)
      answers.delete(item)
    }
    next = withPage(next, { ...page, history: { ...page.history, answers: own } })
  }
  return next === work ? work : withPage(next, { ...from, history: { answers, steps: [], cursor: 0 } })
}

/**
 * The page is no longer the person's: what was answered is sent all the same. Undo does not reach it if answers have moved to
 * another page: it would ask for them again.
 */
export const giveUp = (before: Work, name: string, now: number): Work => {
  const page = pageOf(before, name)
  if (page?.status !== 'open') return before
  const work = handOn(before, page)
  const flushed = flush(work, name)
  const after = pageOf(flushed, name)
  return flushed === work || !after
    ? withoutPage(work, name)
    : withPage(flushed, { ...after, status: 'sent', sentAt: work === before ? sentNow(work, now) : 0 })
}

export const giveUpAll = (work: Work, now: number): Work =>
  openPages(work).reduce((next, { page }) => giveUp(next, page, now), work)

/** The page that was sent last, if the service can still give it back. */
export const lastSentPage = (work: Work, now: number): PageWork | undefined =>
  work.pages
    .filter(({ status, sentAt }) => status === 'sent' && Math.abs(now - sentAt) < reopenTime)
    .toSorted((one, other) => other.sentAt - one.sentAt || other.order - one.order)[0]

const firstOrder = (work: Work): number =>
  Math.min(lastOrder(work) + 1, ...openPages(work).map((one) => one.order))

/** Takes a page back whose submit never left this device. Undefined: only the service can give it back. */
export const takeBack = (work: Work, name: string): Work | undefined => {
  const page = pageOf(work, name)
  const entry = work.entries.findLast((one) => one.page === name)
  if (!page || !entry || entry.tried) return undefined
  const free = new Set(entry.answers.map(({ item }) => item))
  return withPage(
    { ...work, entries: work.entries.filter((one) => one !== entry) },
    {
      ...page,
      status: 'open',
      order: firstOrder(work) - 1,
      sent: new Set([...page.sent].filter((item) => !free.has(item))),
    },
  )
}

export const markTried = (work: Work, entry: Entry): Work => ({
  ...work,
  entries: work.entries.map((one) => (one.number === entry.number ? { ...one, tried: true } : one)),
})

export const beginReopen = (work: Work, name: string): Work => {
  const page = pageOf(work, name)
  return page?.status === 'sent' ? withPage(work, { ...page, status: 'reopening' }) : work
}

/**
 * A late copy of its former submit has closed a page that the person has opened again: it is opened once more, with the
 * answers as they are now.
 */
export const reopenAgain = (work: Work, name: string): Work => {
  const page = pageOf(work, name)
  if (!page) return work
  return withPage(
    { ...work, entries: work.entries.filter((entry) => entry.page !== name) },
    { ...page, status: 'reopening', sent: new Set() },
  )
}

/** The service may have heard of it from here on, whether or not its answer is heard. */
export const markAsked = (work: Work, name: string): Work => {
  const page = pageOf(work, name)
  return page ? withPage(work, { ...page, reopened: true }) : work
}

/**
 * The service refuses to reopen the page. An attempt before may have had its way unheard, so all answers are sent again: a
 * repetition of those that are there changes nothing. They have left this device before, so only the service can give them back.
 */
export const cancelReopen = (work: Work, name: string, now: number): Work => {
  const page = pageOf(work, name)
  if (page?.status !== 'reopening') return work
  const after = giveUp(
    withPage(work, { ...page, status: 'open', reopened: false, sent: new Set() }),
    name,
    now,
  )
  return {
    ...after,
    entries: after.entries.map((entry) => (entry.page === name ? { ...entry, tried: true } : entry)),
  }
}

/** The page is given back to the service. */
export const beginRelease = (work: Work, name: string): Work => {
  const page = pageOf(work, name)
  return page?.status === 'open' ? withPage(work, { ...page, status: 'releasing' }) : work
}

/** Forgets pages that undo does not reach any more. */
export const prune = (work: Work, now: number): Work => {
  const queued = new Set(work.entries.map(({ page }) => page))
  const done = work.pages
    .filter(({ status, page }) => status === 'sent' && !queued.has(page))
    .toSorted((one, other) => other.sentAt - one.sentAt)
  const gone = new Set(
    done.filter(({ sentAt }, index) => index >= mostSentPages || Math.abs(now - sentAt) >= reopenTime),
  )
  return gone.size === 0 ? work : { ...work, pages: work.pages.filter((page) => !gone.has(page)) }
}

export const placeFirst = (work: Work): number => firstOrder(work) - 1
