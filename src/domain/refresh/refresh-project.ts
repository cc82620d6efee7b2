import { auditOperation } from '../model/audit/audit.ts'
import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import { operationId, type OperationId, type ProjectName } from '../core/ids.ts'
import type { RequestSeed } from '../core/request-seed.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import type { OperationDocument } from '../model/operations/operation.ts'
import { findStarted } from '../model/operations/find-started.ts'
import { startOperation, writeIntent, type OperationIntent } from '../model/operations/start-operation.ts'
import { openProject } from '../model/projects/project-access.ts'
import { requireCreated } from '../model/projects/project-status.ts'
import { projectScope, type ProjectDocument } from '../model/projects/project.ts'
import type { Workflows } from '../ports/workflows.ts'
import { noRefreshYet, refreshes, refreshId, type RefreshDocument } from '../model/refresh/refresh.ts'

type Running = NonNullable<RefreshDocument['running']>
type Wanted = Pick<Running, 'full' | 'confirmMissing'>
type RefreshDeps = Pick<Deps, 'store' | 'now' | 'newId'>

const intentOf = (project: ProjectDocument, running: Running, { requestId }: Workflows): OperationIntent => ({
  id: running.operation,
  work: 'refresh',
  full: running.full,
  ...(running.confirmMissing ? { confirmMissing: running.confirmMissing } : {}),
  project: project.id,
  projectUid: project.uid,
  startedBy: running.startedBy,
  requestId,
})

/** @throws DomainError `ProjectBusy` if the running refresh does less than what is wanted */
const requireEnough = (running: Running, { full, confirmMissing }: Wanted): void => {
  const lacks = confirmMissing && !running.confirmMissing ? 'confirmMissing' : full && !running.full && 'full'
  if (lacks)
    throw new DomainError(
      'ProjectBusy',
      `A refresh without ${lacks}=true is running; retry after the end of operation '${running.operation}'`,
    )
}

/**
 * Starts a refresh of the project, or returns the running one: there is at most one. A refresh whose start was interrupted
 * by a crash is resumed with the same id. Without a caller (timer) there is no audit entry.
 * @param run.operation The id of a new run; default a new id.
 * @throws DomainError `ProjectBusy` if the running refresh does less than the caller wants
 */
export const beginRefreshRun = async (
  deps: RefreshDeps,
  workflows: Workflows,
  project: ProjectDocument,
  {
    full,
    confirmMissing,
    startedBy,
    caller,
    operation: id,
  }: Wanted & {
    readonly startedBy: string
    readonly caller?: Caller
    readonly operation?: OperationId | undefined
  },
): Promise<OperationDocument> => {
  const scope = projectScope(project.uid)
  const { store } = deps
  return untilWritten(store, refreshes.container, scope, async (fresh) => {
    const stored = await refreshes.read(store, scope, refreshId)
    const known = stored?.document ?? noRefreshYet
    if (known.running) {
      // It may have finished since an old read.
      if (!fresh) return undefined
      const operation = await writeIntent(deps, workflows, intentOf(project, known.running, workflows))
      if (operation.open) {
        // The timer asks again.
        if (caller) requireEnough(known.running, { full, confirmMissing })
        return { value: await startOperation(deps, workflows, intentOf(project, known.running, workflows)) }
      }
    }
    const running: Running = {
      operation: id ?? operationId.parse(deps.newId()),
      full,
      ...(confirmMissing ? { confirmMissing } : {}),
      startedBy,
      claimedAt: deps.now(),
    }
    const document: RefreshDocument = {
      ...known,
      running,
      run: known.run + 1,
      lastOperation: running.operation,
    }
    const moment = { at: running.claimedAt, unique: deps.newId() }
    const note = { action: 'RefreshProject' as const, target: running.operation }
    const result = await store.batch('workspace', scope, [
      stored ? { type: 'replace', document, ifMatch: stored.etag } : { type: 'create', document },
      ...(caller ? [auditOperation(caller, project, moment, note)] : []),
    ])
    return result.ok
      ? { value: await startOperation(deps, workflows, intentOf(project, running, workflows)) }
      : undefined
  })
}

/**
 * Starts a refresh on demand. A repeated request with the same seed returns the refresh that the first one started.
 * @param full Compares every item with its file.
 * @param confirmMissing Compares them, and marks items without a file even if they are nearly all.
 * @throws DomainError `ProjectNotFound`, `Forbidden`; `ProjectBusy` while the project is being created or deleted, or while a
 * refresh runs that does less
 */
export const refreshProject =
  (deps: RefreshDeps) =>
  async (
    caller: Caller,
    workflows: Workflows,
    name: ProjectName,
    {
      full = false,
      confirmMissing = false,
      seed,
    }: {
      readonly full?: boolean | undefined
      readonly confirmMissing?: boolean | undefined
      readonly seed?: RequestSeed | undefined
    },
  ): Promise<OperationDocument> => {
    const { document: project } = await openProject(deps.store, caller, name, 'Admin')
    requireCreated(project)
    const { operation, started } = await findStarted(deps, workflows, project, seed)
    if (started) return started
    return beginRefreshRun(deps, workflows, project, {
      full: full || confirmMissing,
      ...(confirmMissing ? { confirmMissing } : {}),
      startedBy: caller.user,
      caller,
      operation,
    })
  }

export type RefreshProject = ReturnType<typeof refreshProject>
