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
  /** What the header of the image says; absent if it was not read. `Missing`: the file was deleted after the listing. */
  readonly measured?: Measured | 'Missing' | undefined
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

/**
 * The fields of the header. An image whose header could not be read now is pending, and a later pass reads it. There is
 * nothing to read of a missing file.
 */
const headerOf = ({ measured }: ListedFile, { mediaType }: FilePolicy): Header => {
  if (mediaType !== 'Image' || measured === 'Missing') return {}
  return measured ?? { headerPending: true }
}

/** True if the file was never there when its header was to be read. */
const wasNeverRead = ({ missing, width, problem }: ItemDocument): boolean =>
  missing === true && width === undefined && problem === undefined

/**
 * True if an earlier version read the header: without a format, the stored size instead of the displayed one, and some whole
 * files were taken for truncated ones. That a file is no image is final, and has no format.
 */
const isOfEarlierVersion = ({ format, problem }: ItemDocument): boolean =>
  format === undefined && (problem === undefined || problem === 'Truncated')

/** True if the file was no image, and its `Content-Encoding` may have been corrected, which leaves its bytes as they are. */
const mayBeDecodedNow = ({ problem, file }: ItemDocument, { etag }: BlobEntry): boolean =>
  problem === 'NotAnImage' && file.etag !== etag

/** True if the header of the file is not known to the item, or not as this version reads it. */
export const needsHeader = (
  item: ItemDocument | undefined,
  entry: BlobEntry,
  { mediaType }: Pick<FilePolicy, 'mediaType'>,
): boolean =>
  mediaType === 'Image' &&
  (!item ||
    item.headerPending === true ||
    item.problem === 'Unreadable' ||
    wasNeverRead(item) ||
    isOfEarlierVersion(item) ||
    mayBeDecodedNow(item, entry) ||
    !isSameContent(item.file, entry))

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
const newsOf = (item: ItemDocument, file: ListedFile, policy: FilePolicy): Header | undefined => {
  const { measured } = file
  if (measured === 'Missing') return undefined
  if (item.headerPending) return measured
  if (wasNeverRead(item)) return headerOf(file, policy)
  // A file that cannot be read now keeps what is known of it.
  if (isOfEarlierVersion(item)) return measured?.problem === 'Unreadable' ? undefined : measured
  if (!measured) return undefined
  if (mayBeDecodedNow(item, file.entry)) return measured.problem === 'Unreadable' ? undefined : measured
  if (item.problem !== 'Unreadable') return undefined
  const isNews = measured.problem !== 'Unreadable' || measured.unreadable !== item.unreadable
  return isNews ? measured : undefined
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
