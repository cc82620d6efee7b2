import type { Caller } from '../core/caller.ts'
import { DomainError } from '../core/errors.ts'
import { operationId, type ProjectName } from '../core/ids.ts'
import type { OperationDocument } from '../model/operations/operation.ts'
import { startOperation, writeIntent, type OperationIntent } from '../model/operations/start-operation.ts'
import { openProject } from '../model/projects/project-access.ts'
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

const assertSettled = ({ status }: ProjectDocument): void => {
  if (status === 'Creating' || status === 'Deleting')
    throw new DomainError(
      'ProjectBusy',
      `The project is ${status.toLowerCase()}; it can be recounted once that is done`,
    )
}

const assertSame = (running: RecountClaim, repair: boolean): void => {
  if (running.repair !== repair)
    throw new DomainError(
      'ProjectBusy',
      `A recount ${running.repair ? 'with' : 'without'} repair is running; ask again when the operation '${running.operation}' has ended`,
    )
}

/** The recount that the claim names, started again if a crash left it half begun; undefined if it has ended. */
const resumeRecount = async (
  deps: RecountDeps,
  workflows: Workflows,
  project: ProjectDocument,
  claim: RecountClaim,
  repair: boolean,
): Promise<OperationDocument | undefined> => {
  const intent = intentOf(project, claim, workflows)
  const operation = await writeIntent(deps, intent)
  if (!operation.open) return undefined
  assertSame(claim, repair)
  return startOperation(deps, workflows, intent)
}

/**
 * Starts to compare the project's counters with its items, or returns the recount that runs: there is never more than
 * one. With `repair`, counters that differ are corrected; that is audited with each correction.
 * @throws DomainError `ProjectNotFound`, `Forbidden`; `ProjectBusy` while the project is being created or deleted, or
 * while a recount of the other kind runs.
 */
export const recountProject =
  (deps: RecountDeps) =>
  async (
    caller: Caller,
    workflows: Workflows,
    name: ProjectName,
    { repair = false }: { readonly repair?: boolean | undefined },
  ): Promise<OperationDocument> => {
    const { document: project } = await openProject(deps.store, caller, name, 'Admin')
    assertSettled(project)
    const scope = projectScope(project.uid)
    for (;;) {
      const stored = await recountClaims.read(deps.store, scope, recountClaimId)
      const running = stored && (await resumeRecount(deps, workflows, project, stored.document, repair))
      if (running) return running
      const document: RecountClaim = {
        id: recountClaimId,
        kind: 'recount',
        operation: operationId.parse(deps.newId()),
        repair,
        startedBy: caller.user,
        ttl: recountClaimRetention,
      }
      const result = await deps.store.batch('workspace', scope, [
        stored ? { type: 'replace', document, ifMatch: stored.etag } : { type: 'create', document },
      ])
      if (result.ok) return startOperation(deps, workflows, intentOf(project, document, workflows))
    }
  }

export type RecountProject = ReturnType<typeof recountProject>
