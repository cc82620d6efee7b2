import type { Caller } from '../core/caller.ts'
import { DomainError } from '../core/errors.ts'
import { operationId, type ExportId, type OperationId, type ProjectName } from '../core/ids.ts'
import { fencedReads } from '../model/documents/fenced-reads.ts'
import { exportRecordId, exportRecords, type ExportDocument } from '../model/exports/export.ts'
import { beginDeleting } from '../model/exports/remove-export.ts'
import { operationPartition, operations, type OperationDocument } from '../model/operations/operation.ts'
import { startOperation, writeIntent, type OperationIntent } from '../model/operations/start-operation.ts'
import { openProject } from '../model/projects/project-access.ts'
import { requireCreated } from '../model/projects/project-status.ts'
import { projectScope, type ProjectDocument } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'
import type { Store } from '../ports/store.ts'
import type { Workflows } from '../ports/workflows.ts'

type DeleteDeps = Pick<Deps, 'store' | 'now' | 'newId'>

/** True if neither the record nor the operation of an export is open: no step of it writes files any more. */
export const hasEnded = async (store: Store, record: ExportDocument): Promise<boolean> => {
  if (record.open) return false
  const operation = await operations.read(store, operationPartition, record.operation)
  return !operation?.document.open
}

/** One round for each deletion of the export that ended without its work. */
const maxRounds = 20

const deletionIds = ({ operation }: Pick<ExportDocument, 'operation'>): readonly OperationId[] =>
  Array.from({ length: maxRounds }, (_, round) =>
    operationId.parse(`delete-${operation}${round === 0 ? '' : `-${round}`}`),
  )

/** True if a deletion of the export is open. An old read can show it as not there. */
export const isBeingDeleted = async (store: Store, record: ExportDocument): Promise<boolean> => {
  for (const id of deletionIds(record)) {
    const operation = (await operations.read(store, operationPartition, id))?.document
    if (!operation || operation.open) return operation !== undefined
  }
  return false
}

/**
 * Writes the intent of a deletion, or finds the one that is open or has succeeded. One that ended otherwise is over for good, so
 * the next round writes another, under an id that follows from the round: requests at the same time write the same one.
 */
const writeDeletion = async (
  deps: DeleteDeps,
  workflows: Workflows,
  record: ExportDocument,
  rest: Omit<Extract<OperationIntent, { work: 'deleteExport' }>, 'id'>,
): Promise<OperationIntent> => {
  for (const id of deletionIds(record)) {
    const intent: OperationIntent = { ...rest, id }
    const operation = await writeIntent(deps, workflows, intent)
    if (operation.open || operation.status === 'Succeeded') return intent
  }
  throw new DomainError(
    'ProjectBusy',
    `${maxRounds} deletions of the export '${record.export}' have ended without their work; their operations have the reasons. ` +
      'Delete it again 30 days after the first of them ended',
    { target: 'export' },
  )
}

/**
 * Starts the deletion of an export that has ended, or returns the running one. Idempotent. Of a deletion that ended without
 * its work it begins another.
 */
export const startDeletion = async (
  deps: DeleteDeps,
  workflows: Workflows,
  project: ProjectDocument,
  record: ExportDocument,
  actor: Pick<Caller, 'user' | 'requestId'>,
): Promise<OperationDocument> => {
  // The intent first: after a crash the operation is resumed, and its first step begins the deletion.
  const intent = await writeDeletion(deps, workflows, record, {
    work: 'deleteExport',
    export: record.export,
    project: project.id,
    projectUid: project.uid,
    startedBy: actor.user,
    requestId: actor.requestId,
  })
  await beginDeleting(deps, project, record.export, actor)
  return startOperation(deps, workflows, intent)
}

/**
 * Starts the deletion of an export: its version of a labeled dataset, its files, its record.
 * @returns The operation; undefined if there is no such export, so that a repetition after the end has nothing to delete.
 * @throws DomainError `ProjectNotFound`, `Forbidden`; `ProjectBusy` while the export runs, while the project is being created or
 * deleted, or after too many deletions without their work
 */
export const deleteExport =
  (deps: DeleteDeps) =>
  async (
    caller: Caller,
    workflows: Workflows,
    name: ProjectName,
    id: ExportId,
  ): Promise<OperationDocument | undefined> => {
    const { document: project } = await openProject(deps.store, caller, name, 'Admin')
    // An old read can show an open operation, or the export, as not there.
    const store = fencedReads(deps.store)
    const found = await exportRecords.read(store, projectScope(project.uid), exportRecordId(id))
    if (!found) return undefined
    requireCreated(project)
    if (!(await hasEnded(store, found.document)))
      throw new DomainError(
        'ProjectBusy',
        `The export '${id}' has not ended; cancel it or wait for its operation to end, then delete it`,
        { target: 'export' },
      )
    return startDeletion(deps, workflows, project, found.document, caller)
  }

export type DeleteExport = ReturnType<typeof deleteExport>
