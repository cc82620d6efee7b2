import { includesRole } from '../../core/caller.ts'
import { sumCounters, type CountersReader, type ProjectTotals } from '../items/read-counters.ts'
import type { Stored } from '../../ports/store.ts'
import type { AppRole } from '../../core/caller.ts'
import { shownStatus } from './project-status.ts'
import type { ProjectDocument, ProjectStatus } from './project.ts'

/** A project with the values that derive from its counters. */
export interface ShownProject {
  readonly project: ProjectDocument
  readonly etag: string
  readonly status: ProjectStatus
  /** The caller's role in the project. */
  readonly role: AppRole
  /** Undefined for a Labeler, who may not see progress. */
  readonly totals: ProjectTotals | undefined
}

/** The greatest age of the cached counters, in milliseconds. */
const countersMaxAge = 2000

export const showProject = async (
  counters: CountersReader,
  { document: project, etag }: Stored<ProjectDocument>,
  role: AppRole,
): Promise<ShownProject> => {
  const totals = sumCounters(await counters(project, countersMaxAge))
  return {
    project,
    etag,
    status: shownStatus(project, totals),
    role,
    totals: includesRole(role, 'Reviewer') ? totals : undefined,
  }
}
