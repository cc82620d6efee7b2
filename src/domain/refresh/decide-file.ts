import type { Millis } from '../core/time.ts'
import { requeueItem } from '../model/items/change-item.ts'
import { isSameContent } from '../model/files/same-content.ts'
import type { ItemDocument } from '../model/items/item.ts'
import type { BlobEntry } from '../ports/blobs.ts'
import { headerOf, newsOf, withHeader, type FilePolicy, type ListedFile } from './item-header.ts'

/** The actor of refreshes in the history of items. */
export const refreshActor = 'refresh'

const fileOf = ({ etag, size, md5, lastModified }: BlobEntry): ItemDocument['file'] => ({
  etag,
  size,
  ...(md5 === undefined ? {} : { md5 }),
  lastModified,
})

/** The largest file that is read whole to compare its content; of a larger one the etag decides. */
const largestCompared = 64 * 1024 * 1024

/** True if only the MD5 of the file can tell whether its content is that of the item, and storage does not give it. */
export const needsMd5 = (item: ItemDocument | undefined, { etag, size, md5 }: BlobEntry): boolean =>
  item?.file.md5 !== undefined &&
  md5 === undefined &&
  item.file.etag !== etag &&
  item.file.size === size &&
  size <= largestCompared

const newItem = (file: ListedFile, policy: FilePolicy, now: Millis): ItemDocument => ({
  id: file.id,
  kind: 'item',
  path: file.entry.path,
  file: fileOf(file.entry),
  state: 'unlabeled',
  ...(file.measured === 'Missing' ? { missing: true as const } : { queue: file.rank }),
  rank: file.rank,
  answers: [],
  history: [],
  ...headerOf(file, policy),
  importedAt: now,
  changedAt: now,
})

const withoutMissing = (item: ItemDocument): ItemDocument => {
  const { missing: _, ...rest } = item
  return { ...rest, ...(item.state === 'unlabeled' ? { queue: item.queue ?? item.rank } : {}) }
}

/** The item after its file was listed with the same content. The label stays as it is. */
const decideSame = (
  item: ItemDocument,
  file: ListedFile,
  policy: FilePolicy,
  now: Millis,
): ItemDocument | undefined => {
  const { entry } = file
  const header = newsOf(item, file, policy)
  if (item.file.etag === entry.etag && !item.missing && !header) return undefined
  const found = { ...withoutMissing(item), file: fileOf(entry) }
  const seen = header ? withHeader(found, header) : found
  return item.missing ? { ...seen, changedAt: now } : seen
}

/**
 * Decides the change of an item whose file was listed. Returns undefined for no change.
 *
 * | item | listed file | change |
 * | --- | --- | --- |
 * | none | | the item is created; missing and not in the queue if the file was deleted since |
 * | any | deleted since | missing |
 * | any | same etag | none |
 * | any | same content, another etag | etag and date of the file; of one that was no image the header, too |
 * | header pending, `Unreadable`, or read by an earlier version | same content | the header, if it could be read now; why it cannot be read, if that is new |
 * | missing | same content | no longer missing, with its header; in the queue if it is unlabeled |
 * | unlabeled | other content | the file's data |
 * | removed | other content | the file's data; the item stays removed. `changed` is set if it was removed with its decision |
 * | decided, `Flag` | other content | the file's data; the decision stays, `changed` is set |
 * | decided, `Requeue` | other content | the file's data; the decision moves to the history, the item to the queue |
 */
export const decideFile = (
  item: ItemDocument | undefined,
  file: ListedFile,
  policy: FilePolicy,
  now: Millis,
): ItemDocument | undefined => {
  if (!item) return newItem(file, policy, now)
  if (file.measured === 'Missing') return decideMissing(item, now)
  if (isSameContent(item.file, file.entry)) return decideSame(item, file, policy, now)
  const found = { ...withoutMissing(item), file: fileOf(file.entry), changedAt: now }
  const changed = withHeader(found, headerOf(file, policy))
  if (item.state === 'unlabeled') return changed
  // An item that was removed with its label can be restored with it.
  if (item.state === 'removed') return item.removal && item.decision ? { ...changed, changed: true } : changed
  const requeued = policy.changedFiles === 'Requeue' ? requeueItem(changed, refreshActor, now) : undefined
  return requeued ?? { ...changed, changed: true }
}

/** Marks an item whose file does not exist as missing; no header is pending then. Returns undefined for no change. */
export const decideMissing = (item: ItemDocument, now: Millis): ItemDocument | undefined => {
  if (item.missing && !item.headerPending) return undefined
  const { queue: _queue, headerPending: _pending, ...rest } = item
  return { ...rest, missing: true, changedAt: now }
}
