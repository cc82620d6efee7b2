import type { Caller } from '../core/caller.ts'
import { DomainError } from '../core/errors.ts'
import { operationId, type ProjectName } from '../core/ids.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import type { RequestSeed } from '../core/request-seed.ts'
import { operationPartition, type OperationDocument } from '../model/operations/operation.ts'
import { findStarted } from '../model/operations/find-started.ts'
import { startOperation, writeIntent, type OperationIntent } from '../model/operations/start-operation.ts'
import { openProject } from '../model/projects/project-access.ts'
import { requireCreated } from '../model/projects/project-status.ts'
import { projectScope, type ProjectDocument } from '../model/projects/project.ts'
import {
  recountClaimId,
  recountClaimRetention,
  recountClaims,
  type RecountClaim,
} from '../model/recount/recount-claim.ts'
import type { Deps } from '../ports/deps.ts'
import type { Workflows } from '../ports/workflows.ts'

type RecountDeps = Pick<Deps, 'store' | 'now' | 'newId'>

const intentOf = (
  project: ProjectDocument,
  { operation, repair, startedBy }: RecountClaim,
  { requestId }: Workflows,
): OperationIntent => ({
  id: operation,
  work: 'recount',
  repair,
  project: project.id,
  projectUid: project.uid,
  startedBy,
  requestId,
})

const requireSameKind = (running: RecountClaim, repair: boolean): void => {
  if (running.repair !== repair)
    throw new DomainError(
      'ProjectBusy',
      `A recount ${running.repair ? 'with' : 'without'} repair is running; retry after the end of operation '${running.operation}'`,
    )
}

/** The operation of a claim, started again if a crash interrupted its start; undefined if it has ended. */
const resumeRecount = async (
  deps: RecountDeps,
  workflows: Workflows,
  project: ProjectDocument,
  claim: RecountClaim,
  repair: boolean,
): Promise<OperationDocument | undefined> => {
  const intent = intentOf(project, claim, workflows)
  // An old read can show an operation that has ended as running.
  if (deps.store.canLag) await deps.store.fence('workspace', operationPartition)
  const operation = await writeIntent(deps, workflows, intent)
  if (!operation.open) return undefined
  requireSameKind(claim, repair)
  return startOperation(deps, workflows, intent)
}

/**
 * Starts a recount, which compares the project's counters with its items, or returns the running one: there is at most one.
 * A repeated request with the same seed returns the recount that the first one started.
 * @param repair Corrects counters that differ, with an audit entry in each batch.
 * @throws DomainError `ProjectNotFound`, `Forbidden`; `ProjectBusy` while the project is being created or deleted, or
 * while a recount with another `repair` is running
 */
export const recountProject =
  (deps: RecountDeps) =>
  async (
    caller: Caller,
    workflows: Workflows,
    name: ProjectName,
    {
      repair = false,
      seed,
    }: { readonly repair?: boolean | undefined; readonly seed?: RequestSeed | undefined },
  ): Promise<OperationDocument> => {
    const { document: project } = await openProject(deps.store, caller, name, 'Admin')
    requireCreated(project)
    const { operation, started } = await findStarted(deps, workflows, project, seed)
    if (started) return started
    const scope = projectScope(project.uid)
    return untilWritten(deps.store, recountClaims.container, scope, async (fresh) => {
      const stored = await recountClaims.read(deps.store, scope, recountClaimId)
      // It may have finished since an old read.
      if (stored && deps.store.canLag && !fresh) return undefined
      const running = stored && (await resumeRecount(deps, workflows, project, stored.document, repair))
      if (running) return { value: running }
      const document: RecountClaim = {
        id: recountClaimId,
        kind: 'recount',
        operation: operation ?? operationId.parse(deps.newId()),
        repair,
        startedBy: caller.user,
        ttl: recountClaimRetention,
      }
      const result = await deps.store.batch('workspace', scope, [
        stored ? { type: 'replace', document, ifMatch: stored.etag } : { type: 'create', document },
      ])
      return result.ok
        ? { value: await startOperation(deps, workflows, intentOf(project, document, workflows)) }
        : undefined
    })
  }

export type RecountProject = ReturnType<typeof recountProject>
