import type { BlobEntry } from '../../ports/blobs.ts'
import type { FileDataset } from '../datasets/dataset.ts'
import { parsePathPattern } from '../datasets/path-pattern.ts'
import { addToTally, isChosenFile, type FileTally } from './file-report.ts'

/** Chooses files of a list page, and counts all that match its path. */
export type ChooseFiles = (
  blobs: readonly BlobEntry[],
  before: FileTally,
) => { readonly chosen: readonly BlobEntry[]; readonly files: FileTally }

/** Chooses the files of this path and media type that can be items. */
export const chooseFiles = ({ path, mediaType }: Pick<FileDataset, 'path' | 'mediaType'>): ChooseFiles => {
  const pattern = parsePathPattern(path)
  return (blobs, before) => {
    const matching = blobs.filter((blob) => pattern.matches(blob.path))
    const chosen = matching.filter((blob) => isChosenFile(mediaType, blob.path))
    const leftOut = matching.filter((blob) => !isChosenFile(mediaType, blob.path))
    const paths = leftOut.map((blob) => blob.path)
    return { chosen, files: addToTally(before, chosen.length, paths) }
  }
}
