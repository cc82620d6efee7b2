import type { ItemId } from '../core/ids.ts'
import type { Measured } from '../model/files/measure-image.ts'
import { isSameContent } from '../model/files/same-content.ts'
import type { HeaderField, ItemDocument } from '../model/items/item.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { BlobEntry } from '../ports/blobs.ts'

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

/** What an item knows of the header of its file. */
export type Header = Pick<ItemDocument, HeaderField | 'headerPending'>

/**
 * The fields of the header. An image whose header could not be read now is pending, and a later pass reads it. There is
 * nothing to read of a missing file.
 */
export const headerOf = ({ measured }: ListedFile, { mediaType }: FilePolicy): Header => {
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
export const newsOf = (item: ItemDocument, file: ListedFile, policy: FilePolicy): Header | undefined => {
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
