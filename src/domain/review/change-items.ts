import { tooBusy } from '../core/errors.ts'
import { auditOperation, type AuditAction } from '../model/audit/audit.ts'
import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ItemId } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
import { segmentOf, segmentPartition } from '../model/items/segment.ts'
import type { ItemAction } from '../model/items/transitions.ts'
import { writeSegment, type StoredItemChange } from '../model/items/write-segment.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { reviewLimit } from '../tasks/limits.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { accepted, itemMissing, wrongState, type ReviewResult } from './review-result.ts'

/** The most items of one review request. */
export const maxReviewItems = 200

const attempts = 20

export type ReviewDeps = Pick<Deps, 'store' | 'now' | 'newId'> & { readonly tasks: Tasks }

export interface ReviewInput {
  readonly items: readonly ItemId[]
  readonly comment?: string | undefined
}

export interface ReviewAction {
  readonly action: ItemAction
  /** The action in the audit. */
  readonly auditAction: AuditAction
  /** True if the item has the effect of this request already. It is checked before the state of the item. */
  readonly isDone: (item: ItemDocument) => boolean
  readonly change: (item: ItemDocument, at: Millis) => ItemDocument | undefined
}

const chunksBySegment = (
  ids: readonly ItemId[],
  segments: number,
  perBatch: number,
): readonly { segment: number; ids: ItemId[] }[] => {
  const bySegment = new Map<number, ItemId[]>()
  for (const id of new Set(ids)) {
    const segment = segmentOf(id, segments)
    bySegment.set(segment, [...(bySegment.get(segment) ?? []), id])
  }
  return [...bySegment].flatMap(([segment, all]) =>
    Array.from({ length: Math.ceil(all.length / perBatch) }, (_, index) => ({
      segment,
      ids: all.slice(index * perBatch, (index + 1) * perBatch),
    })),
  )
}

/**
 * Applies a review action to items. Items whose state allows it are changed; items that this request has changed before are
 * accepted again without a change, and the others are refused with the reason.
 * Items of one segment change in common batches.
 * @returns One result per distinct item, in the order of the request.
 * @throws DomainError `ServiceUnavailable` after too many concurrent changes
 */
export const changeItems = async (
  { store, now, newId, tasks }: ReviewDeps,
  caller: Caller,
  project: ProjectDocument,
  { items: ids, comment }: ReviewInput,
  { action, auditAction, isDone, change }: ReviewAction,
): Promise<readonly ReviewResult[]> => {
  const changeChunk = async (segment: number, chunk: readonly ItemId[]): Promise<readonly ReviewResult[]> => {
    const partition = segmentPartition(project.uid, segment)
    let fenced = !store.canLag
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const found = await items.readMany(store, partition, chunk)
      const byId = new Map(found.map((one) => [one.document.id, one] as const))
      const at = now()
      const changes: (StoredItemChange & { readonly after: ItemDocument })[] = []
      const results = chunk.map((id): ReviewResult => {
        const before = byId.get(id)
        if (!before) return itemMissing(id)
        if (isDone(before.document)) return accepted(id)
        const after = change(before.document, at)
        if (!after) return wrongState(id, action, before.document.state)
        changes.push({ before, after })
        return accepted(id)
      })
      // What is answered without a write must not rest on an old read.
      if (!fenced && changes.length < chunk.length) {
        await store.fence('items', partition)
        fenced = true
        continue
      }
      if (changes.length === 0) return results
      const note = {
        action: auditAction,
        items: changes.map(({ after }) => after.id),
        ...(comment === undefined ? {} : { comment }),
      }
      const written = await writeSegment(store, { uid: project.uid, segment }, changes, [
        auditOperation(caller, project, { at, unique: newId() }, note),
      ])
      if (written.ok) return results
    }
    throw tooBusy()
  }

  const results: ReviewResult[] = []
  for (const { segment, ids: chunk } of chunksBySegment(
    ids,
    project.segments,
    reviewLimit(tasks.of(project), project),
  ))
    results.push(...(await changeChunk(segment, chunk)))
  const order = new Map(ids.map((id, index) => [id, index] as const))
  return results.toSorted((one, other) => (order.get(one.item) ?? 0) - (order.get(other.item) ?? 0))
}
