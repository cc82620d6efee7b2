import { isDomainError } from '../core/errors.ts'
import type { BlobSource } from '../ports/blobs.ts'
import type { FileDataset } from '../model/datasets/dataset.ts'
import type { FileContent } from '../model/files/same-content.ts'
import { notDisplayable } from '../model/renditions/not-drawn.ts'
import { contentIdOf, type LinkedRendition, type RenditionContent } from '../model/renditions/rendition.ts'
import type { ShowRendition } from '../model/renditions/show-rendition.ts'

/** The file as it is now. @throws DomainError `NotDisplayable` if it is empty, `BlobNotFound` */
const readFacts = async (source: BlobSource, path: string): Promise<FileContent> => {
  try {
    const first = await source.open(path, { range: { offset: 0, count: 1 } })
    if (first === 'NotModified') throw new Error('Only a request with a condition has this answer')
    await first.stream.cancel()
    return { etag: first.etag, size: first.size }
  } catch (error) {
    // An empty file has no range.
    if (isDomainError(error, 'RangeNotSatisfiable')) throw notDisplayable('NotDecodable')
    throw error
  }
}

/**
 * Makes a rendition of a file of a dataset. None is kept: a preview shows a few files, and no project owns them.
 * @throws DomainError `NotDisplayable`, `ServiceUnavailable`, and the errors of opening the file
 */
export const getDatasetRendition = async (
  showRendition: ShowRendition,
  source: BlobSource,
  { id, createdAt }: FileDataset,
  {
    path,
    kind,
    of,
    ifNoneMatch,
  }: LinkedRendition & { readonly path: string; readonly ifNoneMatch?: string | undefined },
): Promise<RenditionContent> => {
  const file = await readFacts(source, path)
  const picture = {
    path,
    file,
    place: `dataset ${id} ${createdAt}`,
    open: (options: object) => source.open(path, options),
  }
  const { content, isListed } = await showRendition(picture, kind, ifNoneMatch)
  return { path, rendition: content, isLasting: isListed && of === contentIdOf(path, file) }
}
