import { DomainError } from '../core/errors.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import { projectScope } from '../model/projects/project.ts'
import type { BatchOperation, Store } from '../ports/store.ts'
import { findRepeated } from './find-repeated.ts'
import {
  exportSlotsId,
  maxRunningExports,
  exportRecords,
  exportSlots,
  type ExportDocument,
  type ExportPlan,
  type ExportSlots,
} from '../model/exports/export.ts'

/**
 * Creates the record and the plan of an export and claims one of the project's slots, in one batch with `others`.
 * @param mayRepeat True if a running export that the same caller requested in the same way is to be returned instead.
 * @returns The record; that of an earlier call if it has been created before.
 * @throws DomainError `TooManyExports` if all slots are in use; `ServiceUnavailable` after too many concurrent changes
 */
export const createRecord = async (
  store: Store,
  uid: string,
  record: ExportDocument,
  plan: ExportPlan,
  { others, mayRepeat }: { readonly others: readonly BatchOperation[]; readonly mayRepeat: boolean },
): Promise<ExportDocument> => {
  const scope = projectScope(uid)
  return untilWritten(store, exportSlots.container, scope, async (fresh) => {
    const slots = await exportSlots.read(store, scope, exportSlotsId)
    const running = slots?.document.running ?? []
    const repeated = mayRepeat ? await findRepeated(store, scope, running, record) : undefined
    // What is answered without a write must not rest on an old read.
    if (repeated) return fresh ? { value: repeated } : undefined
    if (!running.includes(record.export)) {
      if (running.length >= maxRunningExports) {
        // An old read can show slots that are free by now.
        if (!fresh) return undefined
        throw new DomainError(
          'TooManyExports',
          `${maxRunningExports} exports of this project are running; wait for one or cancel it`,
          { retryAfter: 10 },
        )
      }
      const document: ExportSlots = {
        id: exportSlotsId,
        kind: 'exportSlots',
        running: [...running, record.export],
      }
      const result = await store.batch('workspace', scope, [
        slots ? { type: 'replace', document, ifMatch: slots.etag } : { type: 'create', document },
        { type: 'create', document: record },
        { type: 'create', document: plan },
        ...others,
      ])
      if (result.ok) return { value: record }
    }
    const known = await exportRecords.read(store, scope, record.id)
    return known && { value: known.document }
  })
}
