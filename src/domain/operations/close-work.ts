import type { Deps } from '../ports/deps.ts'
import type { WorkKind } from '../ports/orchestration-names.ts'
import { changeDocument } from '../model/documents/change-document.ts'
import { endExport } from '../model/exports/end-export.ts'
import { endOperation, type OperationOutcome } from '../model/operations/end-operation.ts'
import { operationPartition, operations, type OperationDocument } from '../model/operations/operation.ts'
import { projectPartition, projects } from '../model/projects/project.ts'
import { changeRefresh } from '../model/refresh/refresh.ts'

type Unfinished = Exclude<OperationOutcome, { readonly status: 'Succeeded' }>
type CloseDeps = Pick<Deps, 'store' | 'now' | 'files'>
type OperationOf<W extends WorkKind> = Extract<OperationDocument, { work: W }>
/** @returns How the operation ends: as its subject ended, which may have been before. */
type Close<W extends WorkKind> = (
  deps: CloseDeps,
  operation: OperationOf<W>,
  outcome: Unfinished,
) => Promise<Unfinished>

const closeImport: Close<'import'> = async ({ store, now }, operation, outcome) => {
  if (outcome.status === 'Failed')
    await changeDocument(store, projects, projectPartition, operation.project, (project) =>
      project.uid === operation.projectUid && project.status === 'Creating'
        ? { ...project, status: 'Failed' as const, error: { ...outcome.error }, updatedAt: now() }
        : undefined,
    )
  return outcome
}

const closeRefresh: Close<'refresh'> = async ({ store }, operation, outcome) => {
  await changeRefresh(store, operation.projectUid, (refresh) => {
    if (refresh.running?.operation !== operation.id) return undefined
    const { running: _, ...rest } = refresh
    return rest
  })
  return outcome
}

/**
 * The export's record may have ended before, by a process that then died or because it was canceled: its operation ends
 * likewise. The last step may have published some files before; they are deleted before the operation ends.
 */
const closeExport: Close<'export'> = async (deps, { projectUid, export: id }, outcome) => {
  const record = await endExport(deps, projectUid, id, outcome)
  if (record && record.status !== 'Succeeded')
    while (!(await deps.files.deleteUnder(`${record.snapshotPath}/`)));
  if (record?.status === 'Failed' && record.error) return { status: 'Failed', error: record.error }
  return record?.status === 'Canceled' ? { status: 'Canceled' } : outcome
}

const closeDeletion = async (_: CloseDeps, __: OperationDocument, outcome: Unfinished): Promise<Unfinished> =>
  outcome

const closers: { readonly [W in WorkKind]: Close<W> } = {
  import: closeImport,
  refresh: closeRefresh,
  export: closeExport,
  delete: closeDeletion,
}

const close = <W extends WorkKind>(
  deps: CloseDeps,
  work: W,
  operation: OperationOf<W>,
  outcome: Unfinished,
): Promise<Unfinished> => closers[work](deps, operation, outcome)

/**
 * Ends long work that did not succeed, on its subject and on its operation. A project whose import failed keeps its
 * items, and the next refresh continues it.
 */
export const closeWork =
  (deps: CloseDeps) =>
  async (id: string, outcome: Unfinished): Promise<void> => {
    const operation = (await operations.read(deps.store, operationPartition, id))?.document
    if (!operation?.open) return
    await endOperation(deps, id, await close(deps, operation.work, operation, outcome))
  }
