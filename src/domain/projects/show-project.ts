import { sumCounters, type CountersReader, type Totals } from '../items/read-counters.ts'
import type { Stored } from '../ports/store.ts'
import { shownStatus } from './project-status.ts'
import type { ProjectDocument, ProjectStatus } from './project.ts'

/** A project with what is derived from its counters. */
export interface ShownProject {
  readonly project: ProjectDocument
  readonly etag: string
  readonly status: ProjectStatus
  readonly totals: Totals
}

/** How old the numbers in brief may be, ms. */
const mayBeOld = 2000

export const showProject = async (
  counters: CountersReader,
  { document: project, etag }: Stored<ProjectDocument>,
  atMostOld = mayBeOld,
): Promise<ShownProject> => {
  const totals = sumCounters(await counters(project, atMostOld))
  return { project, etag, status: shownStatus(project, totals), totals }
}
