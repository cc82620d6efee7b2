import type { Call } from '../history/record.ts'
import { readClocks, type Clocks } from './clocks.ts'
import type { Check, Evidence, Finding } from './evidence.ts'
import { answersOf } from './given.ts'
import type { Segment } from './read-store.ts'
import { answeredOn } from './shapes.ts'

/** Clocks of two instances that agree differ by less; also what times are rounded to. */
const slack = 5000

/** A time in which somebody held an item, by the right clock. */
interface Hold {
  readonly page: string
  readonly user: string
  readonly from: number
  readonly until: number
}

/** Two holds of one item at one time; those of one page do not count. */
const overlaps = (
  holds: ReadonlyMap<string, Hold[]>,
  forbidden: (one: Hold, other: Hold) => boolean,
): string[] =>
  [...holds].flatMap(([item, all]) => {
    const sorted = all.toSorted((one, other) => one.from - other.from)
    return sorted.flatMap((one, index) =>
      sorted
        .slice(index + 1)
        .filter((other) => other.from < one.until && forbidden(one, other))
        .map(
          (other) => `${item} is on ${one.page} of ${one.user} and on ${other.page} of ${other.user} at once`,
        ),
    )
  })

const addHold = (holds: Map<string, Hold[]>, item: string, hold: Hold): void => {
  if (hold.until <= hold.from) return
  const known = holds.get(item)
  if (known) known.push(hold)
  else holds.set(item, [hold])
}

/**
 * Pages that were never submitted nor given back tell when they were live, until a clock changed: a change may end a lease, and
 * the next one bring it back.
 */
const heldInStore = (segments: readonly Segment[], clocks: Clocks): ReadonlyMap<string, Hold[]> => {
  const holds = new Map<string, Hold[]>()
  for (const { project, pages } of segments)
    for (const stored of pages) {
      const { status, items, page, labeler, grantedAt, leaseUntil } = stored
      const answered = answeredOn(stored)
      const from = clocks.timeOf(grantedAt)
      if (status !== 'Held' || leaseUntil === undefined || from === undefined) continue
      const lasts = leaseUntil - grantedAt - slack
      const until = Math.min(from + lasts, clocks.spanOf(from, from)?.to ?? from)
      for (const { id } of items.filter((item) => !answered.has(item.id)))
        addHold(holds, `${project.id} ${id}`, { page, user: labeler, from, until })
    }
  return holds
}

/**
 * When labelers provably held items, by what they were told: from the answer that gave the page until it expires, or
 * until they first sent it back or submitted it, or were removed from the project, or a clock changed.
 */
const heldByHistory = (calls: readonly Call[], clocks: Clocks): ReadonlyMap<string, Hold[]> => {
  const holds = new Map<string, Hold[]>()
  const firstEnd = new Map<string, number>()
  for (const { action, project, page = '', from } of calls)
    if (action === 'submitPage' || action === 'releasePage') {
      const key = `${project} ${page}`
      firstEnd.set(key, Math.min(from, firstEnd.get(key) ?? Number.POSITIVE_INFINITY))
    }
  const removals = calls.filter(({ action }) => action === 'deleteMember')
  /** A removal that ended before the page was asked for has no part in it. */
  const removedAt = (project: string, user: string, from: number): number =>
    Math.min(
      ...removals
        .filter((call) => call.project === project && call.member === user && call.to >= from)
        .map((call) => call.from),
    )
  for (const { project, user, from, to, granted } of calls) {
    const span = granted && clocks.spanOf(from, to)
    if (!span) continue
    const { page, expiresAt, items } = granted
    const until = Math.min(
      expiresAt - span.offset - slack,
      span.to,
      firstEnd.get(`${project} ${page}`) ?? Number.POSITIVE_INFINITY,
      removedAt(project, user, from),
    )
    for (const id of items) addHold(holds, `${project} ${id}`, { page, user, from: to, until })
  }
  return holds
}

/** A page says which answers it took, and when: they are there, with that very time. */
const outcomeProblems = ({ project, pages, items }: Segment): string[] => {
  const byId = new Map(items.map((item) => [item.id, item] as const))
  return pages.flatMap((stored) => {
    const { page, labeler, refused = [] } = stored
    const left = new Set(refused.map(({ item }) => item))
    return [...answeredOn(stored)].flatMap(([id, takenAt]) => {
      const item = byId.get(id)
      if (left.has(id) || item?.history.length === 50) return []
      const there = item && answersOf(item).filter(({ by, at }) => by === labeler && at === takenAt)
      return there?.length === 1
        ? []
        : [`${project.id} ${id}: ${page} says that it was answered, and the item has ${there?.length ?? 0}`]
    })
  })
}

/** Each page that somebody was given is there, with the same items, and is that person's. */
const grantProblems = ({ store, history }: Evidence): string[] => {
  const pages = new Map(
    store.segments.flatMap(({ project, pages }) =>
      pages.map((page) => [`${project.id} ${page.page}`, page] as const),
    ),
  )
  return history.calls.flatMap(({ project, user, granted }) => {
    if (!granted) return []
    const page = pages.get(`${project} ${granted.page}`)
    const same = page && page.items.map(({ id }) => id).join(' ') === granted.items.join(' ')
    return page?.labeler === user && same
      ? []
      : [`${project}: the page ${granted.page} that ${user} was given is another one, or is not there`]
  })
}

const count = (holds: ReadonlyMap<string, Hold[]>): number =>
  [...holds.values()].reduce((sum, all) => sum + all.length, 0)

/** Nobody held what somebody else held. */
export const checkPages: Check = (evidence) => {
  const { store, history } = evidence
  const clocks = readClocks(history.clocks, history.endedAt)
  const stored = heldInStore(store.segments, clocks)
  const told = heldByHistory(history.calls, clocks)
  const submitted = store.segments.flatMap(({ pages }) =>
    pages.filter(({ status }) => status === 'Submitted'),
  )
  return [
    {
      rule: 'no two pages in the store held an item at once',
      looked: count(stored),
      problems: overlaps(stored, (one, other) => one.page !== other.page),
    },
    {
      rule: 'nobody was given what somebody else provably held',
      looked: count(told),
      problems: overlaps(told, (one, other) => one.user !== other.user),
    },
    {
      rule: 'what a submitted page says was taken is there',
      looked: submitted.length,
      problems: store.segments.flatMap(outcomeProblems),
    },
    {
      rule: 'every page that was given is there',
      looked: history.calls.filter(({ granted }) => granted).length,
      problems: grantProblems(evidence),
    },
  ] satisfies Finding[]
}
