import { queryAll } from '../model/documents/query-documents.ts'
import type { Query } from '../ports/store.ts'
import type { Deps } from '../ports/deps.ts'
import { isDomainError } from '../core/errors.ts'
import { isWithin } from '../core/time.ts'
import { projectPartition, projects, projectScope, type ProjectDocument } from '../model/projects/project.ts'
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
  const outcome = { started: 0, failed: 0 }
  const query: Query = {
    where: [{ field: 'kind', op: 'eq', value: projects.kind }],
    orderBy: 'id',
    limit: 100,
  }
  for await (const documents of queryAll(deps.store, projects, projectPartition, query))
    for (const { document: project } of documents.filter((stored) => wantsRefresh(stored.document))) {
      try {
        const refresh = await refreshes.read(deps.store, projectScope(project.uid), refreshId)
        const lastFullAt = refresh?.document.lastFullAt ?? -Infinity
        const full = !isWithin(deps.now(), lastFullAt, fullEvery)
        await beginRefreshRun(deps, workflows, project, { full, startedBy: refreshActor })
        outcome.started += 1
      } catch (error) {
        if (!isDomainError(error, 'ServiceUnavailable', 'TooManyRequests')) throw error
        outcome.failed += 1
      }
    }
  return outcome
}
