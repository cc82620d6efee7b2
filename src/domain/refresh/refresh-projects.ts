import type { Deps } from '../ports/deps.ts'
import { isWithin } from '../core/time.ts'
import { forEachProject } from '../model/projects/for-each-project.ts'
import { projectScope, type ProjectDocument } from '../model/projects/project.ts'
import type { Workflows } from '../ports/workflows.ts'
import { refreshActor } from './decide-file.ts'
import { refreshes, refreshId } from '../model/refresh/refresh.ts'
import { beginRefreshRun } from './refresh-project.ts'

const fullEvery = 24 * 3600 * 1000

const wantsRefresh = ({ status, incrementalRefresh }: ProjectDocument): boolean =>
  incrementalRefresh === 'Enabled' && (status === 'Running' || status === 'Failed')

/**
 * Starts a refresh of each project with `incrementalRefresh`, a full one once a day; also of projects whose import failed.
 * @returns The numbers of refreshes that were started or are running, and of failed starts.
 */
export const refreshProjects = async (
  deps: Pick<Deps, 'store' | 'now' | 'newId'>,
  workflows: Workflows,
): Promise<{ readonly started: number; readonly failed: number }> => {
  let started = 0
  const failed = await forEachProject(deps.store, async (project) => {
    if (!wantsRefresh(project)) return
    const refresh = await refreshes.read(deps.store, projectScope(project.uid), refreshId)
    const lastFullAt = refresh?.document.lastFullAt ?? -Infinity
    const full = !isWithin(deps.now(), lastFullAt, fullEvery)
    await beginRefreshRun(deps, workflows, project, { full, startedBy: refreshActor })
    started += 1
  })
  return { started, failed }
}
