import { isSameJson } from '../core/same-json.ts'
import { exportRecordId, exportRecords, type ExportDocument } from '../model/exports/export.ts'
import type { ExportId } from '../core/ids.ts'
import type { Store } from '../ports/store.ts'

const requestOf = ({
  startedBy,
  format,
  include,
  unsized,
  split,
  since,
  labeledAssetName,
}: ExportDocument): object => ({
  startedBy,
  format,
  include,
  unsized,
  split,
  since: since?.export,
  labeledAssetName,
})

/**
 * The running export that the same caller requested in the same way: a request without an `Idempotency-Key` is taken for its
 * repetition.
 * @param running The exports in the slots of the project, at most `maxRunningExports`.
 */
export const findRepeated = async (
  store: Store,
  scope: string,
  running: readonly ExportId[],
  wanted: ExportDocument,
): Promise<ExportDocument | undefined> => {
  if (running.length === 0) return undefined
  const records = await exportRecords.readMany(store, scope, running.map(exportRecordId))
  const request = requestOf(wanted)
  return records
    .map(({ document }) => document)
    .find((record) => record.open && isSameJson(requestOf(record), request))
}
