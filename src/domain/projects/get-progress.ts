import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ProjectName, UserId } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import type { Warning } from '../core/warning.ts'
import { endWarnings } from '../model/datastores/credential-warnings.ts'
import { readDatastore, recallDatastore } from '../model/datastores/recent-datastores.ts'
import { sumCounts, type AnswerCounts } from '../model/items/labeler-counts.ts'
import { readCounters, sumCounters, type ProjectTotals } from '../model/items/read-counters.ts'
import { readSegmentLabelers } from '../model/items/read-labelers.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { readLiveLeases } from '../model/leases/live-leases.ts'
import { heldItems } from '../model/leases/taken-answers.ts'
import { readNames } from '../model/people/person.ts'
import type { FileTally } from '../model/files/file-report.ts'
import { readRefreshState, type LastRefresh } from '../model/refresh/last-refresh.ts'
import { openProject } from '../model/projects/project-access.ts'
import { shownStatus } from '../model/projects/project-status.ts'
import type { ProjectDocument, ProjectStatus } from '../model/projects/project.ts'

export interface LabelerProgress extends Omit<AnswerCounts, 'activeMs'> {
  readonly labeler: UserId
  /** Undefined if it is not known. */
  readonly name: string | undefined
}

export interface ProjectProgress {
  readonly project: ProjectDocument
  readonly status: ProjectStatus
  readonly totals: ProjectTotals
  /** Items on live pages. */
  readonly leased: number
  readonly byLabeler: readonly LabelerProgress[]
  /** The end of the last completed pass over the files, and what that pass chose and left out. */
  readonly lastRefreshedAt?: Millis | undefined
  readonly files?: FileTally | undefined
  readonly lastRefresh?: LastRefresh | undefined
  readonly warnings: readonly Warning[]
}

/**
 * The exact counters of a project, from a few small documents for each segment; no item is read.
 * @throws DomainError `ProjectNotFound`, `Forbidden`
 */
export const getProgress =
  ({ store, now }: Pick<Deps, 'store' | 'now'>) =>
  async (caller: Caller, name: ProjectName): Promise<ProjectProgress> => {
    const { document: project } = await openProject(store, caller, name, 'Reviewer')
    const { uid, segments } = project
    const counters = await readCounters(store, project)
    const totals = sumCounters(counters)
    const at = now()
    let leased = 0
    const people: (readonly [UserId, AnswerCounts])[] = []
    for (let segment = 0; segment < segments; segment += 1) {
      const partition = segmentPartition(uid, segment)
      const live = await readLiveLeases(store, partition, at)
      leased += live.reduce((sum, { document }) => sum + heldItems(document).length, 0)
      people.push(...(await readSegmentLabelers(store, project, counters, segment)))
    }
    const sums = sumCounts(people)
    const names = await readNames(store, [...sums.keys()])
    const { refresh, last } = await readRefreshState(store, uid)
    const datastore =
      recallDatastore(store, project.datastore, at) ?? (await readDatastore(store, project.datastore, at))
    return {
      project,
      status: shownStatus(project, totals),
      totals,
      leased,
      byLabeler: [...sums]
        .map(([labeler, { labeled, skipped, rejected, submitted }]) => {
          return { labeler, name: names.get(labeler), labeled, skipped, rejected, submitted }
        })
        .toSorted((one, other) => (one.labeler < other.labeler ? -1 : 1)),
      lastRefreshedAt: refresh?.lastCompletedAt,
      files: refresh?.files,
      lastRefresh: last,
      warnings: datastore ? endWarnings(datastore, at) : [],
    }
  }

export type GetProgress = ReturnType<typeof getProgress>
