import type { Caller, AppRole } from '../core/caller.ts'
import type { ProjectName } from '../core/ids.ts'
import type { RequestSeed } from '../core/request-seed.ts'
import { criteriaOf, type NamedFilter } from '../model/items/named-filter.ts'
import { findStarted } from '../model/operations/find-started.ts'
import type { BulkReviewAction, OperationDocument, RemovalAction } from '../model/operations/operation.ts'
import { startOperation } from '../model/operations/start-operation.ts'
import { openProject } from '../model/projects/project-access.ts'
import { requireCreated } from '../model/projects/project-status.ts'
import type { Deps } from '../ports/deps.ts'
import type { Workflows } from '../ports/workflows.ts'
import { idOfBulk } from './id-of-bulk.ts'

export interface BulkRequest {
  readonly project: ProjectName
  readonly filter: NamedFilter
  readonly expectedCount: number
  readonly comment?: string | undefined
  /** Repeated requests have the same seed, and start one operation. */
  readonly seed?: RequestSeed | undefined
}

export type BulkDeps = Pick<Deps, 'store' | 'now'>

/** What is done to the items, and the least role that may. */
type BulkKindOf =
  | { readonly work: 'removeItems'; readonly action: RemovalAction; readonly role: AppRole }
  | { readonly work: 'reviewItems'; readonly action: BulkReviewAction; readonly role: AppRole }

/**
 * Starts to change the items that meet the filter. A repeated request with the same seed returns the
 * operation that the first one started; one without a seed the open operation that the caller requested in the same way.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `UnknownClass`; `ProjectBusy` while the project is being created or deleted
 */
export const startBulk = async (
  deps: BulkDeps,
  caller: Caller,
  workflows: Workflows,
  { role, ...kind }: BulkKindOf,
  request: BulkRequest,
): Promise<OperationDocument> => {
  const { document: project } = await openProject(deps.store, caller, request.project, role)
  requireCreated(project)
  const { operation, started } = await findStarted(deps, workflows, project, request.seed)
  if (started) return started
  const { expectedCount, comment } = request
  const bulk = {
    ...kind,
    criteria: criteriaOf(project, request.filter, 'filter.class'),
    expectedCount,
    ...(comment === undefined ? {} : { comment }),
    project: project.id,
    projectUid: project.uid,
    startedBy: caller.user,
    requestId: workflows.requestId,
  }
  return startOperation(deps, workflows, { ...bulk, id: operation ?? (await idOfBulk(deps, bulk)) })
}
