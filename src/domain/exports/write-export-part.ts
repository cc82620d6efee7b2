import type { Deps } from '../ports/deps.ts'
import { queryFirst } from '../model/documents/query-documents.ts'
import type { ReadImageHeader } from '../model/files/image-header.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
import { segmentPartition } from '../model/items/segment.ts'
import type { Label } from '../model/labels/label.ts'
import { putDocument } from '../model/documents/put-document.ts'
import { openWork, WorkStopped } from '../model/operations/open-work.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import { projectScope } from '../model/projects/project.ts'
import type { Store } from '../ports/store.ts'
import { exportWorkRetention, type ExportPlan } from '../model/exports/export.ts'
import { findExport } from './get-export.ts'
import { openPlan, type PlanDeps } from './open-plan.ts'
import { exportPartId, exportParts, type PartEnd, type PartStart } from '../model/exports/export-part.ts'
import type { Formats } from '../formats/formats.ts'
import type { CreateZip } from '../ports/archives.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { createItemLists } from './item-lists.ts'
import { openLayout } from './open-layout.ts'
import { createPartWriter } from './part-writer.ts'
import { createSizeReader } from './read-sizes.ts'
import { choiceOf } from './select-item.ts'
import { sizeItems } from './size-items.ts'
import { waitForStorage } from './wait-for-storage.ts'

export type ExportDeps = Pick<Deps, 'store' | 'blobs' | 'files' | 'now'> &
  PlanDeps & {
    readonly readImageHeader: ReadImageHeader
    readonly createZip: CreateZip
    readonly serviceVersion: string
    readonly tasks: Tasks
    readonly formats: Formats
  }

const itemsPerRead = 1000
const readsPerPart = 20

const readItems = async (
  store: Store,
  { uid }: ExportPlan,
  segment: number,
  after: string | undefined,
): Promise<{ readonly found: readonly ItemDocument[]; readonly more: boolean }> => {
  const { documents, more } = await queryFirst(store, 'items', segmentPartition(uid, segment), {
    where: [
      { field: 'kind', op: 'eq', value: items.kind },
      ...(after === undefined ? [] : [{ field: 'id', op: 'gt', value: after } as const]),
    ],
    orderBy: 'id',
    limit: itemsPerRead,
  })
  return { found: documents.map((stored) => items.parse(stored).document), more }
}

/**
 * One step of an export: converts up to 20 000 items of one segment to staged blocks, and writes their counts. Idempotent. A
 * file that cannot be read has no size, and stops nothing.
 * @throws WorkStopped, DomainError `ServiceUnavailable`; `DatastoreUnavailable` in the first attempts, if storage does not answer
 */
export const writeExportPart =
  (deps: ExportDeps) =>
  async (id: string, start: PartStart): Promise<PartEnd> => {
    const { operation } = await openWork(deps.store, id, 'export')
    const plan = await openPlan(deps, operation.projectUid, operation.export)
    const { document: record } = await findExport(deps.store, plan.uid, plan.export)
    if (!record.open) throw new WorkStopped(`Export ${plan.export} has ended`)
    const { task, format, layout } = openLayout(deps, plan)
    const sink = layout.openPart(start)
    const lists = createItemLists(deps.files, plan, start)
    const reader = createSizeReader(deps, plan)
    const chosen = {
      choice: choiceOf(plan, start.segment),
      classesOf: (label: Label) => task.regionsOf(label).map((region) => region.class),
    }
    const writer = createPartWriter(plan, task, { sink, lists }, start)
    let after = start.after
    let more = true
    for (let read = 0; read < readsPerPart && more; read += 1) {
      const next = await readItems(deps.store, plan, start.segment, after)
      const { found } = next
      const { sized, passing } = await sizeItems(reader, chosen, format, found)
      if (passing) await waitForStorage(deps.store, plan, start)
      for (const one of sized) writer.add(one)
      await sink.flush(false)
      await lists.flush(false)
      after = found.at(-1)?.id ?? after
      ;({ more } = next)
    }
    await sink.flush(true)
    await lists.flush(true)
    const { rows, annotations, ...note } = writer.end()
    await putDocument(deps.store, exportParts, projectScope(plan.uid), {
      ...note,
      id: exportPartId(operation.export, start.segment, start.part),
      kind: 'exportPart',
      segment: start.segment,
      part: start.part,
      rows: rows - start.rows,
      ...sink.counts(),
      ...lists.counts(),
      ttl: exportWorkRetention,
    })
    await progressOperation(deps, id, { done: start.doneBefore + note.seen })
    return { ...(more ? { after } : {}), rows, annotations, seen: note.seen }
  }
