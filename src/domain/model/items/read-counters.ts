import { putNewest } from '../../core/put-newest.ts'
import type { Deps } from '../../ports/deps.ts'
import { isFresh, type Millis } from '../../core/time.ts'
import type { Store } from '../../ports/store.ts'
import { counters, countersId, noCounters, type CountersDocument } from './counters.ts'
import { itemStates, type ItemState } from './item.ts'
import { segmentPartition } from './segment.ts'

/** The fields of a project that locate its segments. */
export interface Segmented {
  readonly uid: string
  readonly segments: number
}

const readsAtOnce = 32

/** The counters of each segment, in order. Each is exact at the time of its read. */
export const readCounters = async (
  store: Store,
  { uid, segments }: Segmented,
): Promise<readonly CountersDocument[]> => {
  const found: CountersDocument[] = []
  for (let first = 0; first < segments; first += readsAtOnce) {
    const some = Array.from({ length: Math.min(readsAtOnce, segments - first) }, (_, index) => first + index)
    found.push(
      ...(await Promise.all(
        some.map(
          async (segment) =>
            (await counters.read(store, segmentPartition(uid, segment), countersId))?.document ?? noCounters,
        ),
      )),
    )
  }
  return found
}

/** The counters of a project: the sums over its segments. */
export interface ProjectTotals {
  readonly total: number
  readonly states: Readonly<Record<ItemState, number>>
  readonly open: number
  readonly missing: number
  readonly changed: number
  readonly problems: number
  readonly headersPending: number
  readonly classes: Readonly<Record<string, number>>
}

export const sumCounters = (all: readonly CountersDocument[]): ProjectTotals => {
  const sum = (of: (one: CountersDocument) => number): number =>
    all.reduce((total, one) => total + of(one), 0)
  const states: Record<ItemState, number> = {
    unlabeled: 0,
    labeled: 0,
    skipped: 0,
    needsReview: 0,
    approved: 0,
    removed: 0,
  }
  for (const state of itemStates) states[state] = sum((one) => one.states[state] ?? 0)
  const classes: Record<string, number> = {}
  for (const one of all)
    for (const [id, count] of Object.entries(one.classes)) classes[id] = (classes[id] ?? 0) + count
  return {
    total: Object.values(states).reduce((total, count) => total + count, 0),
    states,
    open: sum((one) => one.open),
    missing: sum((one) => one.missing),
    changed: sum((one) => one.changed),
    problems: sum((one) => one.problems),
    headersPending: sum((one) => one.headersPending),
    classes,
  }
}

/** Returns the counters of each segment of a project, at most `maxAge` milliseconds old. */
export type CountersReader = (project: Segmented, maxAge: Millis) => Promise<readonly CountersDocument[]>

const maxProjects = 200

/** Caches the counters of the most recently used projects, so that granting pages does not read them each time. */
export const createCountersCache = ({ store, now }: Pick<Deps, 'store' | 'now'>): CountersReader => {
  const cache = new Map<
    string,
    { readonly at: Millis; readonly counters: Promise<readonly CountersDocument[]> }
  >()
  return async (project, maxAge) => {
    const at = now()
    const known = cache.get(project.uid)
    if (known && isFresh(at, known.at, maxAge)) return known.counters
    const counters = readCounters(store, project)
    putNewest(cache, project.uid, { at, counters }, maxProjects)
    try {
      const found = await counters
      // An import can fill an empty project at once.
      if (sumCounters(found).total === 0) cache.delete(project.uid)
      return found
    } catch (error) {
      cache.delete(project.uid)
      throw error
    }
  }
}
