import { tooBusy } from '../core/errors.ts'
import { auditOperation } from '../model/audit/audit.ts'
import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ItemId, ProjectName } from '../core/ids.ts'
import { markOf, type RequestSeed } from '../core/request-seed.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
import { isReviewedWith } from '../model/items/recognize-change.ts'
import { reviewRules, type Review, type ReviewAction } from '../model/items/review-actions.ts'
import { segmentOf, segmentPartition } from '../model/items/segment.ts'
import { writeSegment, type StoredItemChange } from '../model/items/write-segment.ts'
import { openProject } from '../model/projects/project-access.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { reviewLimit } from '../tasks/limits.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { accepted, changedSinceSeen, itemMissing, wrongState, type ReviewResult } from './review-result.ts'

/** The most items of one review request. */
export const maxReviewItems = 200

const attempts = 20

export type ReviewDeps = Pick<Deps, 'store' | 'now' | 'newId'> & { readonly tasks: Tasks }

/** An item as the reviewer saw it. */
export interface SeenItem {
  readonly item: ItemId
  /** The stored ETag, without quotes. */
  readonly etag: string
}

/** Names the items by `seen`, or by `items` as they are now. */
export interface ReviewInput {
  readonly seen?: readonly SeenItem[] | undefined
  readonly items?: readonly ItemId[] | undefined
  readonly comment?: string | undefined
  readonly seed?: RequestSeed | undefined
}

/** The items of a request, each with the ETag that was seen, if there is one. */
const wantedOf = ({ seen = [], items = [] }: ReviewInput): ReadonlyMap<ItemId, string | undefined> =>
  new Map<ItemId, string | undefined>([
    ...items.map((id) => [id, undefined] as const),
    ...seen.map(({ item, etag }) => [item, etag] as const),
  ])

/**
 * The review of one item. What was seen identifies it, so every repetition of the request has the same mark; a request
 * without it has one by its `Idempotency-Key` only.
 */
const reviewOf = (
  action: ReviewAction,
  { user }: Caller,
  { comment, seed }: ReviewInput,
  etag: string | undefined,
): Review => {
  const mark =
    etag === undefined
      ? seed && markOf(seed)
      : markOf(action, user, etag, ...(comment === undefined ? [] : [comment]))
  return { by: user, comment, mark }
}

const chunksBySegment = (
  ids: Iterable<ItemId>,
  segments: number,
  perBatch: number,
): readonly { segment: number; ids: ItemId[] }[] => {
  const bySegment = new Map<number, ItemId[]>()
  for (const id of ids) {
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

/** True if this request reviewed the item before, which is why it is not as it was seen. */
const isRepeated = (item: ItemDocument, { mark }: Review): boolean =>
  mark !== undefined && isReviewedWith(item, mark)

/**
 * Applies a review action to items. Items whose state allows it are changed, those that were seen only as they were seen; items
 * that this request has changed before are accepted again without a change, and the others are refused with the reason.
 * Items of one segment change in common batches.
 * @returns One result per distinct item, in the order of the request.
 * @throws DomainError `ServiceUnavailable` after too many concurrent changes
 */
export const changeItems = async (
  { store, now, newId, tasks }: ReviewDeps,
  caller: Caller,
  project: ProjectDocument,
  action: ReviewAction,
  input: ReviewInput,
): Promise<readonly ReviewResult[]> => {
  const { auditAction, isDone, change } = reviewRules[action]
  const wanted = wantedOf(input)
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
        const etag = wanted.get(id)
        const review = reviewOf(action, caller, input, etag)
        const isSeen = etag === undefined || etag === before.etag
        if (isSeen ? isDone(before.document, review) : isRepeated(before.document, review))
          return accepted(id)
        if (!isSeen) return changedSinceSeen(id)
        const after = change(before.document, review, at)
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
      const { comment } = input
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
    wanted.keys(),
    project.segments,
    reviewLimit(tasks.of(project), project),
  ))
    results.push(...(await changeChunk(segment, chunk)))
  const order = new Map([...wanted.keys()].map((id, index) => [id, index] as const))
  return results.toSorted((one, other) => (order.get(one.item) ?? 0) - (order.get(other.item) ?? 0))
}

/** The operation that reviews items by this action. */
export const reviewBy =
  (action: ReviewAction) =>
  (deps: ReviewDeps) =>
  async (
    caller: Caller,
    input: ReviewInput & { readonly project: ProjectName },
  ): Promise<readonly ReviewResult[]> => {
    const { document: project } = await openProject(deps.store, caller, input.project, 'Reviewer')
    return changeItems(deps, caller, project, action, input)
  }

export type ReviewOperation = ReturnType<ReturnType<typeof reviewBy>>
