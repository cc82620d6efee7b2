import type { Deps } from '../../ports/deps.ts'
import { exportId, type ExportId } from '../../core/ids.ts'
import { untilWritten } from '../documents/until-written.ts'
import { projectScope } from '../projects/project.ts'
import type { BatchOperation, Store } from '../../ports/store.ts'
import {
  exportRecordId,
  exportRecords,
  exportSlotsId,
  exportSlots,
  type ExportDocument,
  type ExportFile,
} from './export.ts'

export type ExportOutcome =
  | {
      readonly status: 'Succeeded'
      readonly snapshot: ExportDocument['snapshot']
      readonly classPaths: ExportDocument['classPaths']
      readonly exportedRowCount: number
      readonly files: readonly ExportFile[]
      readonly datasetVersion?: number | undefined
    }
  | { readonly status: 'Canceled' }
  | { readonly status: 'Failed'; readonly error: { readonly code: string; readonly message: string } }

const freeSlot = async (store: Store, scope: string, id: ExportId): Promise<readonly BatchOperation[]> => {
  const slots = await exportSlots.read(store, scope, exportSlotsId)
  if (!slots?.document.running.includes(id)) return []
  const running = slots.document.running.filter((other) => other !== id)
  return [{ type: 'replace', document: { ...slots.document, running }, ifMatch: slots.etag }]
}

/**
 * Ends an export and frees its slot, in one batch with `others`. An export that has ended stays as it is. One whose version
 * was deleted meanwhile ends without a version.
 * @returns The export's record afterwards; undefined if it does not exist.
 */
export const endExport = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  uid: string,
  id: string,
  outcome: ExportOutcome,
  others: readonly BatchOperation[] = [],
): Promise<ExportDocument | undefined> => {
  const scope = projectScope(uid)
  const exportKey = exportId.parse(id)
  return untilWritten(store, exportRecords.container, scope, async (fresh) => {
    const stored = await exportRecords.read(store, scope, exportRecordId(exportKey))
    // Only a fresh read can tell that it does not exist.
    if (!stored) return fresh ? { value: undefined } : undefined
    if (!stored.document.open) return { value: stored.document }
    const { open: _, versionDeleted, ...rest } = stored.document
    const document: ExportDocument = {
      ...rest,
      ...outcome,
      ...(versionDeleted && { datasetVersion: undefined }),
      files: outcome.status === 'Succeeded' ? [...outcome.files] : [],
      endedAt: now(),
    }
    const result = await store.batch('workspace', scope, [
      { type: 'replace', document, ifMatch: stored.etag },
      ...(await freeSlot(store, scope, exportKey)),
      ...others,
    ])
    return result.ok ? { value: document } : undefined
  })
}
