import type { Check, Finding } from './evidence.ts'
import { answersOf } from './given.ts'
import type { Segment } from './read-store.ts'
import { decidedOf, mostHistory } from './shapes.ts'

type Counts = Map<string, number>

const add = (counts: Counts, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

const recount = ({ items, counters: [counters] }: Segment): Counts => {
  const counts: Counts = new Map()
  const countsReturned = counters?.returned !== undefined
  for (const item of items) {
    const { state, queue, missing, changed, problem, headerPending } = item
    add(counts, `states.${state}`)
    if (queue !== undefined) add(counts, 'open')
    if (countsReturned && queue !== undefined && queue < 0) add(counts, 'returned')
    if (missing === true) add(counts, 'missing')
    if (changed === true) add(counts, 'changed')
    if (problem !== undefined) add(counts, 'problems')
    if (headerPending === true) add(counts, 'headersPending')
    if (state !== 'removed')
      for (const id of new Set(decidedOf(item)?.label?.classes)) add(counts, `classes.${id}`)
  }
  return counts
}

const counted = ({ counters: [counters] }: Segment): Counts => {
  if (!counters) return new Map()
  const { kind: _, labelers: __, recent: ___, states, classes, returned, ...rest } = counters
  return new Map([
    ...Object.entries(states).map(([name, count]) => [`states.${name}`, count] as const),
    ...Object.entries(classes).map(([name, count]) => [`classes.${name}`, count] as const),
    ...Object.entries(rest),
    ...(returned === undefined ? [] : [['returned', returned] as const]),
  ])
}

const differences = (is: Counts, shouldBe: Counts): string[] =>
  [...new Set([...is.keys(), ...shouldBe.keys()])]
    .filter((name) => (is.get(name) ?? 0) !== (shouldBe.get(name) ?? 0))
    .map((name) => `${name} is counted ${is.get(name) ?? 0}, it is ${shouldBe.get(name) ?? 0}`)

const names = ['labeled', 'skipped', 'rejected', 'submitted'] as const
type LabelerCounts = Readonly<Record<(typeof names)[number], number>>

const nothing: LabelerCounts = { labeled: 0, skipped: 0, rejected: 0, submitted: 0 }

/** The labeler of an entry `<day>:<labeler>`. */
const withoutDay = (key: string): string => key.slice(key.indexOf(':') + 1)

/** A labeler's counters are in those of the segment, in an own document, or in both. */
const labelersIn = ({ counters: [counters], labelers }: Segment): ReadonlyMap<string, LabelerCounts> => {
  const found = new Map<string, LabelerCounts>()
  const addTo = (user: string, more: LabelerCounts): void => {
    const is = found.get(user) ?? nothing
    found.set(user, {
      labeled: is.labeled + more.labeled,
      skipped: is.skipped + more.skipped,
      rejected: is.rejected + more.rejected,
      submitted: is.submitted + more.submitted,
    })
  }
  for (const { user, labeled, skipped, rejected, submitted } of labelers)
    addTo(user, { labeled, skipped, rejected, submitted })
  for (const [name, counts] of Object.entries(counters?.labelers ?? {}))
    for (const [key, count] of Object.entries(counts)) {
      const own = name === 'replaced' ? nothing : { ...nothing, [name]: count }
      if (name !== 'activeMs') addTo(key.replaceAll(':', '.'), { ...own, submitted: count })
    }
  for (const [name, counts] of Object.entries(counters?.recent ?? {}))
    for (const [key, count] of Object.entries(counts))
      if (name !== 'activeMs')
        addTo(withoutDay(key).replaceAll(':', '.'), { ...nothing, [name]: count, submitted: count })
  return found
}

/** What a full history has let go cannot be recounted: such items' past makes the sums a least, not exact. */
const labelerProblems = (segment: Segment): string[] => {
  const { items } = segment
  const labelers = labelersIn(segment)
  const past = items.flatMap(({ history }) => history)
  const full = items.some(({ history }) => history.length === mostHistory)
  const unknown = new Set(
    items
      .flatMap(answersOf)
      .map(({ by }) => by)
      .filter((user) => !labelers.has(user)),
  )
  return [
    ...[...unknown].map((user) => `${user} has answered and has no counters`),
    ...[...labelers].flatMap(([user, is]) => {
      const held = (type: string) =>
        items.map(decidedOf).filter((decided) => decided?.by === user && decided.type === type).length
      const mine = past.filter(({ decision }) => decision.by === user)
      const shouldBe = {
        labeled: held('Label'),
        skipped: held('Skip'),
        rejected: mine.filter(({ action }) => action === 'Rejected').length,
        submitted: held('Label') + held('Skip') + mine.length,
      }
      return names
        .filter((name) => {
          const isPast = name === 'rejected' || name === 'submitted'
          return full && isPast ? is[name] < shouldBe[name] : is[name] !== shouldBe[name]
        })
        .map((name) => `${user}: ${name} is counted ${is[name]}, it is ${shouldBe[name]}`)
    }),
  ]
}

/** Counters are what a recount of the documents gives, exactly. */
export const checkCounters: Check = ({ store }) => {
  const say =
    ({ project, number }: Segment) =>
    (problem: string) =>
      `${project.id}, segment ${number}: ${problem}`
  return [
    {
      rule: 'the counters of each segment are exact',
      looked: store.segments.reduce((sum, segment) => sum + recount(segment).size, 0),
      problems: store.segments.flatMap((segment) =>
        differences(counted(segment), recount(segment)).map(say(segment)),
      ),
    },
    {
      rule: 'the counters of each labeler are exact',
      looked: store.segments.reduce((sum, segment) => sum + labelersIn(segment).size * names.length, 0),
      problems: store.segments.flatMap((segment) => labelerProblems(segment).map(say(segment))),
    },
  ] satisfies Finding[]
}
