import { covers } from '../../core/caller.ts'
import { sumCounters, type CountersReader, type Totals } from '../items/read-counters.ts'
import type { Stored } from '../../ports/store.ts'
import type { AppRole } from '../../core/caller.ts'
import { shownStatus } from './project-status.ts'
import type { ProjectDocument, ProjectStatus } from './project.ts'

/** A project with what is derived from its counters. */
export interface ShownProject {
  readonly project: ProjectDocument
  readonly etag: string
  readonly status: ProjectStatus
  /** Undefined to a Labeler: progress is not theirs to see. */
  readonly totals: Totals | undefined
}

/** How old the numbers in brief may be, ms. */
const mayBeOld = 2000

export const showProject = async (
  counters: CountersReader,
  { document: project, etag }: Stored<ProjectDocument>,
  role: AppRole,
): Promise<ShownProject> => {
  const totals = sumCounters(await counters(project, mayBeOld))
  return {
    project,
    etag,
    status: shownStatus(project, totals),
    totals: covers(role, 'Reviewer') ? totals : undefined,
  }
}
