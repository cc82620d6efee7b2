import type { ItemId } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { requeueItem } from '../model/items/change-item.ts'
import type { Measured } from '../model/files/measure-image.ts'
import { isSameContent } from '../model/files/same-content.ts'
import type { HeaderField, ItemDocument } from '../model/items/item.ts'
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
  /** What the header of the image says; absent if it was not read. */
  readonly measured?: Measured | undefined
}

/** The actor of refreshes in the history of items. */
export const refreshActor = 'refresh'

const fileOf = ({ etag, size, md5, lastModified }: BlobEntry): ItemDocument['file'] => ({
  etag,
  size,
  ...(md5 === undefined ? {} : { md5 }),
  lastModified,
})

type Header = Pick<ItemDocument, HeaderField | 'headerPending'>

/** The fields of the header. An image whose header could not be read now is pending, and a later pass reads it. */
const headerOf = ({ measured }: ListedFile, { mediaType }: FilePolicy): Header =>
  mediaType === 'Image' ? (measured ?? { headerPending: true }) : {}

/** True if the header of the file is not known to the item. */
export const needsHeader = (
  item: ItemDocument | undefined,
  entry: BlobEntry,
  { mediaType }: Pick<FilePolicy, 'mediaType'>,
): boolean =>
  mediaType === 'Image' &&
  (!item || item.headerPending === true || item.problem === 'Unreadable' || !isSameContent(item.file, entry))

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
  queue: file.rank,
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

/** The item with the fields of this header instead of its own. */
export const withHeader = (item: ItemDocument, header: Header): ItemDocument => {
  const {
    width: _width,
    height: _height,
    format: _format,
    orientation: _orientation,
    problem: _problem,
    unreadable: _unreadable,
    headerPending: _pending,
    ...rest
  } = item
  return { ...rest, ...header }
}

/** The header of the file, if it says more than the item knows. */
const newsOf = (item: ItemDocument, { measured }: ListedFile): Measured | undefined => {
  if (item.headerPending) return measured
  return item.problem === 'Unreadable' && measured?.problem !== 'Unreadable' ? measured : undefined
}

/** The item after its file was listed with the same content. The label stays as it is. */
const decideSame = (item: ItemDocument, file: ListedFile, now: Millis): ItemDocument | undefined => {
  const { entry } = file
  const header = newsOf(item, file)
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
 * | none | | the item is created |
 * | any | same etag | none |
 * | any | same content, another etag | etag and date of the file |
 * | header pending, or `Unreadable` | same content | the header, if it could be read now |
 * | missing | same content | no longer missing; in the queue if it is unlabeled |
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
  if (isSameContent(item.file, file.entry)) return decideSame(item, file, now)
  const found = { ...withoutMissing(item), file: fileOf(file.entry), changedAt: now }
  const changed = withHeader(found, headerOf(file, policy))
  if (item.state === 'unlabeled') return changed
  // An item that was removed with its label can be restored with it.
  if (item.state === 'removed') return item.removal && item.decision ? { ...changed, changed: true } : changed
  const requeued = policy.changedFiles === 'Requeue' ? requeueItem(changed, refreshActor, now) : undefined
  return requeued ?? { ...changed, changed: true }
}

/** Marks an item whose file does not exist as missing. Returns undefined for no change. */
export const decideMissing = (item: ItemDocument, now: Millis): ItemDocument | undefined => {
  if (item.missing) return undefined
  const { queue: _, ...rest } = item
  return { ...rest, missing: true, changedAt: now }
}
