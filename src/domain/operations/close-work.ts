import type { Deps } from '../ports/deps.ts'
import { endExport } from '../exports/end-export.ts'
import { projectPartition, projects } from '../model/projects/project.ts'
import { changeRefresh } from '../model/refresh/refresh.ts'
import { changeDocument } from '../model/documents/change-document.ts'
import { endOperation, type Outcome } from '../model/operations/end-operation.ts'
import { operationPartition, operations, type OperationDocument } from '../model/operations/operation.ts'

type Ended = Exclude<Outcome, { readonly status: 'Succeeded' }>
type CloseDeps = Pick<Deps, 'store' | 'now' | 'files'>

const closeImport = async (
  { store, now }: CloseDeps,
  operation: OperationDocument,
  outcome: Ended,
): Promise<void> => {
  if (outcome.status !== 'Failed') return
  await changeDocument(store, projects, projectPartition, operation.project, (project) =>
    project.uid === operation.projectUid && project.status === 'Creating'
      ? { ...project, status: 'Failed' as const, error: { ...outcome.error }, updatedAt: now() }
      : undefined,
  )
}

/**
 * The export's record may have ended before, by a process that then died or because it was canceled: its operation ends
 * likewise. The last step may have published some files before; before the operation ends, they are gone.
 */
const closeExport = async (
  deps: CloseDeps,
  { projectUid, export: id }: Extract<OperationDocument, { work: 'export' }>,
  outcome: Ended,
): Promise<Ended> => {
  const record = await endExport(deps, projectUid, id, outcome)
  if (record && record.status !== 'Succeeded')
    while (!(await deps.files.deleteUnder(`${record.snapshotPath}/`)));
  if (record?.status === 'Failed' && record.error) return { status: 'Failed', error: record.error }
  return record?.status === 'Canceled' ? { status: 'Canceled' } : outcome
}

const releaseRefresh = async ({ store }: CloseDeps, operation: OperationDocument): Promise<void> => {
  await changeRefresh(store, operation.projectUid, (refresh) => {
    if (refresh.running?.operation !== operation.id) return undefined
    const { running: _, ...rest } = refresh
    return rest
  })
}

/**
 * Ends long work that did not come to its end, on what it was for and on its operation. A project whose import failed
 * keeps its items, and the next refresh takes it up again.
 */
export const closeWork =
  (deps: CloseDeps) =>
  async (id: string, outcome: Ended): Promise<void> => {
    const operation = (await operations.read(deps.store, operationPartition, id))?.document
    if (!operation?.open) return
    if (operation.work === 'import') await closeImport(deps, operation, outcome)
    if (operation.work === 'refresh') await releaseRefresh(deps, operation)
    const ended = operation.work === 'export' ? await closeExport(deps, operation, outcome) : outcome
    await endOperation(deps, id, ended)
  }
