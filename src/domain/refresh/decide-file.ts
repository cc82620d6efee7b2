import type { ItemId } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { requeueItem } from '../model/items/change-item.ts'
import type { ItemDocument } from '../model/items/item.ts'
import type { BlobEntry } from '../ports/blobs.ts'
import type { ProjectDocument } from '../model/projects/project.ts'

export interface FilePolicy {
  readonly mediaType: ProjectDocument['mediaType']
  readonly changedFiles: ProjectDocument['changedFiles']
}

/** A file of a listing, with the id and the rank of its item, which may not exist yet. */
export interface ListedFile {
  readonly id: ItemId
  readonly rank: number
  readonly entry: BlobEntry
}

/** The actor of refreshes in the history of items. */
export const refreshActor = 'refresh'

const fileOf = ({ etag, size, lastModified }: BlobEntry): ItemDocument['file'] => ({
  etag,
  size,
  lastModified,
})

const newItem = ({ id, rank, entry }: ListedFile, { mediaType }: FilePolicy, now: Millis): ItemDocument => ({
  id,
  kind: 'item',
  path: entry.path,
  file: fileOf(entry),
  state: 'unlabeled',
  queue: rank,
  rank,
  answers: [],
  history: [],
  ...(mediaType === 'Image' ? { headerPending: true as const } : {}),
  importedAt: now,
  changedAt: now,
})

const withoutMissing = (item: ItemDocument): ItemDocument => {
  const { missing: _, ...rest } = item
  return { ...rest, ...(item.state === 'unlabeled' ? { queue: item.queue ?? item.rank } : {}) }
}

const withFile = (item: ItemDocument, entry: BlobEntry, { mediaType }: FilePolicy): ItemDocument => {
  const { width: _, height: __, problem: ___, headerPending: ____, ...rest } = item
  return { ...rest, file: fileOf(entry), ...(mediaType === 'Image' ? { headerPending: true as const } : {}) }
}

/**
 * Decides the change of an item whose file was listed. Returns undefined for no change.
 *
 * | item | listed file | change |
 * | --- | --- | --- |
 * | none | | the item is created |
 * | any | same etag | none; after the problem `Unreadable` the header is read again |
 * | missing | same etag | no longer missing; in the queue if it is unlabeled |
 * | unlabeled | another etag | the file's data |
 * | removed by a reviewer | another etag | the file's data; the item stays removed |
 * | decided, `Flag` | another etag | the file's data; the decision stays, `changed` is set |
 * | decided, `Requeue` | another etag | the file's data; the decision moves to the history, the item to the queue |
 */
export const decideFile = (
  item: ItemDocument | undefined,
  file: ListedFile,
  policy: FilePolicy,
  now: Millis,
): ItemDocument | undefined => {
  if (!item) return newItem(file, policy, now)
  const { entry } = file
  const found = withoutMissing(item)
  if (item.file.etag === entry.etag) {
    const seen = item.problem === 'Unreadable' ? withFile(found, entry, policy) : found
    if (item.missing) return { ...seen, changedAt: now }
    return item.problem === 'Unreadable' ? seen : undefined
  }
  const changed = { ...withFile(found, entry, policy), changedAt: now }
  if (item.state === 'unlabeled' || item.state === 'removed') return changed
  const requeued = policy.changedFiles === 'Requeue' ? requeueItem(changed, refreshActor, now) : undefined
  return requeued ?? { ...changed, changed: true }
}

/** Marks an item whose file does not exist as missing. Returns undefined for no change. */
export const decideMissing = (item: ItemDocument, now: Millis): ItemDocument | undefined => {
  if (item.missing) return undefined
  const { queue: _, ...rest } = item
  return { ...rest, missing: true, changedAt: now }
}
