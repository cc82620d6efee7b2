import type { Caller } from '../../core/caller.ts'
import { tooBusy } from '../../core/errors.ts'
import type { ExportId, ProjectUid } from '../../core/ids.ts'
import type { Deps } from '../../ports/deps.ts'
import type { BatchOperation, Store, Stored } from '../../ports/store.ts'
import { auditOperation } from '../audit/audit.ts'
import { removeVersions } from '../datasets/remove-versions.ts'
import { queryFirst } from '../documents/query-documents.ts'
import { untilWritten } from '../documents/until-written.ts'
import { projectScope, type ProjectDocument } from '../projects/project.ts'
import { exportPartsOf, exportParts } from './export-part.ts'
import {
  exportPlanId,
  exportPlans,
  exportRecordId,
  exportRecords,
  exportSlots,
  exportSlotsId,
  type ExportDocument,
} from './export.ts'

const attempts = 20
const partsPerBatch = 100

/**
 * Begins the deletion of an export, in one batch with `others`: its record lists no files any more. Idempotent.
 * @returns The record; undefined if it does not exist.
 * @throws DomainError `ServiceUnavailable`
 */
export const markDeleting = async (
  store: Store,
  uid: ProjectUid,
  id: ExportId,
  others: () => readonly BatchOperation[] = () => [],
): Promise<ExportDocument | undefined> => {
  const scope = projectScope(uid)
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const stored = await exportRecords.read(store, scope, exportRecordId(id))
    if (!stored || stored.document.status === 'Deleting') return stored?.document
    const { open: _, ...rest } = stored.document
    const document: ExportDocument = { ...rest, status: 'Deleting', files: [] }
    const written = await store.batch(exportRecords.container, scope, [
      { type: 'replace', document, ifMatch: stored.etag },
      ...others(),
    ])
    if (written.ok) return document
  }
  throw tooBusy()
}

/** `markDeleting` with the audit entry of a deletion that a person or the age limit asked for. */
export const beginDeleting = async (
  { store, now, newId }: Pick<Deps, 'store' | 'now' | 'newId'>,
  project: ProjectDocument,
  id: ExportId,
  actor: Pick<Caller, 'user' | 'requestId'>,
): Promise<ExportDocument | undefined> =>
  markDeleting(store, project.uid, id, () => [
    auditOperation(actor, project, { at: now(), unique: newId() }, { action: 'DeleteExport', target: id }),
  ])

/** Removes the version that an export has registered. Idempotent. @throws DomainError `ServiceUnavailable` */
export const removeVersionOf = async (
  store: Store,
  { export: id, labeledAssetName }: Pick<ExportDocument, 'export' | 'labeledAssetName'>,
): Promise<void> => {
  if (labeledAssetName !== undefined)
    await removeVersions(store, labeledAssetName, (version) => version.export === id)
}

const deletionsOf = (documents: readonly Stored[]): readonly BatchOperation[] =>
  documents.map(({ document, etag }) => ({ type: 'delete', id: document.id, ifMatch: etag }))

/**
 * Deletes the parts, the plan and the record of an export, after its version and its files. Idempotent.
 * @throws DomainError `ServiceUnavailable`
 */
export const deleteExportDocuments = async (store: Store, uid: ProjectUid, id: ExportId): Promise<void> => {
  const scope = projectScope(uid)
  for (let failed = 0; failed <= attempts;) {
    const { documents } = await queryFirst(store, exportParts.container, scope, {
      where: exportPartsOf(id),
      orderBy: 'id',
      limit: partsPerBatch,
    })
    if (documents.length === 0) break
    const { ok } = await store.batch(exportParts.container, scope, deletionsOf(documents))
    if (!ok) failed += 1
    if (failed === attempts) throw tooBusy()
  }
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const plan = await exportPlans.read(store, scope, exportPlanId(id))
    const record = await exportRecords.read(store, scope, exportRecordId(id))
    const documents: readonly Stored[] = [...(plan ? [plan] : []), ...(record ? [record] : [])]
    if (documents.length === 0) return
    const written = await store.batch(exportRecords.container, scope, deletionsOf(documents))
    if (written.ok) return
  }
  throw tooBusy()
}

/** Deletes the slots of a project that is gone, with the last of its exports. Idempotent. @throws DomainError `ServiceUnavailable` */
export const deleteFreeSlots = async (store: Store, uid: ProjectUid): Promise<void> => {
  const scope = projectScope(uid)
  await untilWritten(store, exportSlots.container, scope, async (fresh) => {
    const slots = await exportSlots.read(store, scope, exportSlotsId)
    if (!slots || slots.document.running.length > 0) return fresh ? { value: undefined } : undefined
    const written = await store.batch(exportSlots.container, scope, deletionsOf([slots]))
    return written.ok ? { value: undefined } : undefined
  })
}
