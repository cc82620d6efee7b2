import type { Caller } from '../core/caller.ts'
import type { ProjectName } from '../core/ids.ts'
import type { RequestSeed } from '../core/request-seed.ts'
import { criteriaOf, type NamedFilter } from '../model/items/named-filter.ts'
import { findStarted } from '../model/operations/find-started.ts'
import type { OperationDocument, RemovalAction } from '../model/operations/operation.ts'
import { startOperation } from '../model/operations/start-operation.ts'
import { openProject } from '../model/projects/project-access.ts'
import { requireCreated } from '../model/projects/project-status.ts'
import type { Deps } from '../ports/deps.ts'
import type { Workflows } from '../ports/workflows.ts'
import { idOfRemoval } from './id-of-removal.ts'

export interface RemovalRequest {
  readonly project: ProjectName
  readonly filter: NamedFilter
  readonly expectedCount: number
  readonly comment?: string | undefined
  /** Repeated requests have the same seed, and start one operation. */
  readonly seed?: RequestSeed | undefined
}

export type RemovalDeps = Pick<Deps, 'store' | 'now'>

/**
 * Starts the removal of the items that meet the filter, or its inverse. A repeated request with the same seed returns the
 * operation that the first one started; one without a seed the open operation that the caller requested in the same way.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `UnknownClass`; `ProjectBusy` while the project is being created or deleted
 */
export const startRemoval = async (
  deps: RemovalDeps,
  caller: Caller,
  workflows: Workflows,
  action: RemovalAction,
  request: RemovalRequest,
): Promise<OperationDocument> => {
  const { document: project } = await openProject(deps.store, caller, request.project, 'Admin')
  requireCreated(project)
  const { operation, started } = await findStarted(deps, workflows, project, request.seed)
  if (started) return started
  const { expectedCount, comment } = request
  const removal = {
    work: 'removeItems' as const,
    action,
    criteria: criteriaOf(project, request.filter, 'filter.class'),
    expectedCount,
    ...(comment === undefined ? {} : { comment }),
    project: project.id,
    projectUid: project.uid,
    startedBy: caller.user,
    requestId: workflows.requestId,
  }
  return startOperation(deps, workflows, { ...removal, id: operation ?? (await idOfRemoval(deps, removal)) })
}
