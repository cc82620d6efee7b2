import type { Schemas } from '../api/client.ts'
import { emptyHistory, type History } from './history.ts'
import type { Entry, PageStatus, RefusedAnswer } from './records.ts'

/** A page on this device with its answers. */
export interface PageWork {
  readonly page: string
  readonly order: number
  readonly status: PageStatus
  readonly taken: Schemas['TakenPage']
  readonly reopened: boolean
  /** The time of its submit; 0 before it. */
  readonly sentAt: number
  readonly history: History
  readonly activeMs: ReadonlyMap<string, number>
  /** Items whose answers are in the outbox or with the service. */
  readonly sent: ReadonlySet<string>
}

/** A person's work in one project on this device. It never changes; each gesture or answer of the service makes another. */
export interface Work {
  readonly project: string
  readonly pages: readonly PageWork[]
  readonly entries: readonly Entry[]
  readonly refused: readonly RefusedAnswer[]
}

export const emptyWork = (project: string): Work => ({ project, pages: [], entries: [], refused: [] })

export const newPage = (taken: Schemas['TakenPage'], page: string, order: number): PageWork => ({
  page,
  order,
  status: 'open',
  taken,
  reopened: false,
  sentAt: 0,
  history: emptyHistory,
  activeMs: new Map(),
  sent: new Set(),
})

const opened = new WeakMap<Work, readonly PageWork[]>()

/** The pages in the person's hands, the current one first. Each tile asks for it at each change, so it is kept. */
export const openPages = (work: Work): readonly PageWork[] => {
  const known = opened.get(work)
  if (known) return known
  const open = work.pages
    .filter(({ status }) => status === 'open')
    .toSorted((one, other) => one.order - other.order)
  opened.set(work, open)
  return open
}

export const currentPage = (work: Work): PageWork | undefined => openPages(work)[0]

export const pageOf = ({ pages }: Work, page: string): PageWork | undefined =>
  pages.find((one) => one.page === page)

export const lastOrder = ({ pages }: Work): number => Math.max(0, ...pages.map(({ order }) => order))

export const withPage = (work: Work, page: PageWork): Work => {
  const isKnown = work.pages.some((one) => one.page === page.page)
  return {
    ...work,
    pages: isKnown ? work.pages.map((one) => (one.page === page.page ? page : one)) : [...work.pages, page],
  }
}

export const withoutPage = (work: Work, page: string): Work => ({
  ...work,
  pages: work.pages.filter((one) => one.page !== page),
})

/** The items that the person is asked about. */
export const askedItems = ({ taken }: Pick<PageWork, 'taken'>): readonly Schemas['PageItem'][] =>
  taken.items.filter(({ removed }) => removed !== true)

export const unanswered = (page: PageWork): readonly string[] =>
  askedItems(page)
    .map(({ id }) => id)
    .filter((id) => !page.sent.has(id) && !page.history.answers.has(id))

/** The items that have an answer which is on this device alone. */
export const unsent = (page: PageWork): readonly string[] =>
  page.taken.items.map(({ id }) => id).filter((id) => !page.sent.has(id) && page.history.answers.has(id))
