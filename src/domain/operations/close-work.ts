import type { Deps } from '../ports/deps.ts'
import type { WorkKind } from '../ports/orchestration-names.ts'
import { changeDocument } from '../model/documents/change-document.ts'
import { noteRemains } from '../model/exports/export-remains.ts'
import { endExport } from '../model/exports/end-export.ts'
import { exportRecordId, exportRecords, packFolder, snapshotPathOf } from '../model/exports/export.ts'
import { deleteExportDocuments, deleteFreeSlots, removeVersionOf } from '../model/exports/remove-export.ts'
import { endOperation, type OperationOutcome } from '../model/operations/end-operation.ts'
import { operationPartition, operations, type OperationDocument } from '../model/operations/operation.ts'
import { projectPartition, projects, projectScope } from '../model/projects/project.ts'
import { changeRefresh } from '../model/refresh/refresh.ts'
import type { Store } from '../ports/store.ts'
import { deleteFolder, sweepExport } from './sweep-export.ts'

type Unfinished = Exclude<OperationOutcome, { readonly status: 'Succeeded' }>
interface CloseDeps extends Pick<Deps, 'store' | 'now' | 'files'> {
  /** Leaves files of an export for `sweepRemains`: storage does not delete them now. */
  readonly filesLater?: boolean | undefined
}
type OperationOf<W extends WorkKind> = Extract<OperationDocument, { work: W }>
/**
 * Closes the subject of an operation.
 * @returns The outcome of the operation: that of its subject if this has ended before. Undefined if the operation stays open,
 * and is begun anew: a deletion is not given up.
 */
type Close<W extends WorkKind> = (
  deps: CloseDeps,
  operation: OperationOf<W>,
  outcome: Unfinished,
) => Promise<OperationOutcome | undefined>

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
    return { ...rest, lastOperation: operation.id }
  })
  return outcome
}

/** The documents of a project that is being deleted, or is gone, are not deleted by anything else, if they came late. */
const deleteIfProjectIsGone = async (store: Store, operation: OperationOf<'export'>): Promise<void> => {
  const project = (await projects.read(store, projectPartition, operation.project))?.document
  if (project?.uid === operation.projectUid && project.status !== 'Deleting') return
  await deleteExportDocuments(store, operation.projectUid, operation.export)
  await deleteFreeSlots(store, operation.projectUid)
}

const deleteFiles = async (
  { store, files, filesLater }: CloseDeps,
  operation: OperationOf<'export'>,
  folder: string,
): Promise<void> => {
  if (filesLater) await noteRemains(store, operation)
  else await deleteFolder(files, folder)
}

/**
 * The record of the export may have ended before, because of a crash or a cancellation; the operation ends like it. What the
 * last step of an export that did not succeed has registered and published is deleted before the operation ends: the version
 * first, then the files. An export that a request started while its project was deleted leaves no document either.
 */
const closeExport: Close<'export'> = async (deps, operation, outcome) => {
  const { project, projectUid, export: id } = operation
  const record = await endExport(deps, projectUid, id, outcome)
  const folder = snapshotPathOf({ id: project, uid: projectUid }, id)
  if (record?.status === 'Succeeded') {
    await deleteFiles(deps, operation, `${folder}/${packFolder}`)
    return { status: 'Succeeded' }
  }
  if (record) await removeVersionOf(deps.store, record)
  await deleteFiles(deps, operation, folder)
  await deleteIfProjectIsGone(deps.store, operation)
  if (record?.status === 'Failed' && record.error) return { status: 'Failed', error: record.error }
  return record?.status === 'Canceled' ? { status: 'Canceled' } : outcome
}

/** A deletion that was started again after its last write stops, because its project does not exist any more. */
const closeDelete: Close<'delete'> = async ({ store }, operation) => {
  const project = await projects.read(store, projectPartition, operation.project)
  return project?.document.uid === operation.projectUid ? undefined : { status: 'Succeeded' }
}

/** The deletion of the project deletes its exports. */
const closeDeleteExport: Close<'deleteExport'> = async ({ store }, operation) => {
  const { projectUid, export: id } = operation
  const project = (await projects.read(store, projectPartition, operation.project))?.document
  if (project?.uid !== projectUid || project.status === 'Deleting') return { status: 'Canceled' }
  const record = await exportRecords.read(store, projectScope(projectUid), exportRecordId(id))
  return record ? undefined : { status: 'Succeeded' }
}

/** For work whose subject needs no end of its own. */
const closeOperationOnly = async (
  _: CloseDeps,
  __: OperationDocument,
  outcome: Unfinished,
): Promise<Unfinished> => outcome

const closers: { readonly [W in WorkKind]: Close<W> } = {
  import: closeImport,
  refresh: closeRefresh,
  export: closeExport,
  deleteExport: closeDeleteExport,
  delete: closeDelete,
  recount: closeOperationOnly,
  removeItems: closeOperationOnly,
  reviewItems: closeOperationOnly,
}

const close = <W extends WorkKind>(
  deps: CloseDeps,
  work: W,
  operation: OperationOf<W>,
  outcome: Unfinished,
): Promise<OperationOutcome | undefined> => closers[work](deps, operation, outcome)

/**
 * Ends long work that failed or was canceled: first its subject, then its operation, except for a deletion whose subject is
 * still there. Of an export that others have ended it deletes what its last step still wrote. A project whose import failed
 * keeps its items, and the next refresh continues the import.
 * @throws DomainError `ServiceUnavailable`
 */
export const closeWork =
  (deps: CloseDeps) =>
  async (id: string, outcome: Unfinished): Promise<void> => {
    const operation = (await operations.read(deps.store, operationPartition, id))?.document
    if (!operation) return
    if (!operation.open) {
      if (operation.work !== 'export') return
      if (deps.filesLater) await noteRemains(deps.store, operation)
      else await sweepExport(deps, operation)
      return
    }
    const end = await close(deps, operation.work, operation, outcome)
    if (end) await endOperation(deps, id, end)
  }
