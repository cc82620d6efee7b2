import type { Caller } from '../core/caller.ts'
import { dayOf, type Day } from '../core/day.ts'
import { forEachBounded } from '../core/for-each-bounded.ts'
import type { ProjectName, UserId } from '../core/ids.ts'
import { noCounters } from '../model/items/counters.ts'
import { daysOf, labelersOf, sumCounts, type AnswerCounts } from '../model/items/labeler-counts.ts'
import { readCounters, sumCounters } from '../model/items/read-counters.ts'
import { readOwnCounters } from '../model/items/read-labelers.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { keptDays } from '../model/items/tidy-counters.ts'
import { openProject } from '../model/projects/project-access.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'
import type { Store } from '../ports/store.ts'

export const statisticsKeys = ['labeler', 'day', 'class'] as const

/** The answers of a project by one of the keys. */
export type Statistics =
  | { readonly by: 'labeler'; readonly rows: readonly (readonly [UserId, AnswerCounts])[] }
  | { readonly by: 'day'; readonly rows: readonly (readonly [Day, AnswerCounts])[] }
  /** Items by class id. */
  | {
      readonly by: 'class'
      readonly project: ProjectDocument
      readonly counts: Readonly<Record<string, number>>
    }

const segmentsAtOnce = 16

const readLabelers = async (
  store: Store,
  project: ProjectDocument,
): Promise<ReadonlyMap<UserId, AnswerCounts>> => {
  const counters = await readCounters(store, project)
  const found: (readonly [UserId, AnswerCounts])[] = []
  await forEachBounded(counters.entries(), segmentsAtOnce, async ([segment, one]) => {
    const own = await readOwnCounters(store, segmentPartition(project.uid, segment))
    found.push(...labelersOf(one ?? noCounters, own))
  })
  return sumCounts(found)
}

/**
 * The counters of all answers of a project by labeler, by day or by class, from a few small documents for each segment; no
 * item is read.
 * @throws DomainError `ProjectNotFound`, `Forbidden`
 */
export const getStatistics =
  ({ store, now }: Pick<Deps, 'store' | 'now'>) =>
  async (
    caller: Caller,
    input: { readonly project: ProjectName; readonly by: (typeof statisticsKeys)[number] },
  ): Promise<Statistics> => {
    const { document: project } = await openProject(store, caller, input.project, 'Reviewer')
    const { by } = input
    switch (by) {
      case 'labeler': {
        const labelers = await readLabelers(store, project)
        return { by, rows: [...labelers].toSorted(([one], [other]) => (one < other ? -1 : 1)) }
      }
      case 'day': {
        const today = dayOf(now())
        const days = sumCounts((await readCounters(store, project)).flatMap((one) => [...daysOf(one)]))
        const shown = [...days].filter(([day]) => day > today - keptDays)
        return { by, rows: shown.toSorted(([one], [other]) => one - other) }
      }
      case 'class':
        return { by, project, counts: sumCounters(await readCounters(store, project)).classes }
    }
  }

export type GetStatistics = ReturnType<typeof getStatistics>
