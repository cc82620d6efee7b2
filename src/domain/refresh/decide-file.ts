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

/** A file as a listing shows it, with what its item is or would be called and ranked. */
export interface ListedFile {
  readonly id: ItemId
  readonly rank: number
  readonly entry: BlobEntry
}

/** Who ended an answer in the history when a refresh did. */
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

/** The item as it shall be now that its file was seen, or undefined if nothing is to be done.
 *
 * | item | its file | what happens |
 * | --- | --- | --- |
 * | none | | it is created |
 * | as it was | same etag | nothing; if it could not be read before, its header is read again |
 * | missing | same etag | it is found again, and queued if it has no answer |
 * | no answer yet | another etag | the new file's data |
 * | removed by a reviewer | another etag | the new file's data; it stays removed |
 * | answered, `Flag` | another etag | the new file's data, the answer is kept and `changed` set |
 * | answered, `Requeue` | another etag | the new file's data, the answer goes to the history, queued again |
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

/** The item as it shall be now that its file is known to be gone, or undefined if nothing is to be done. */
export const decideMissing = (item: ItemDocument, now: Millis): ItemDocument | undefined => {
  if (item.missing) return undefined
  const { queue: _, ...rest } = item
  return { ...rest, missing: true, changedAt: now }
}
