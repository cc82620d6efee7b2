import { forEachBounded } from '../core/for-each-bounded.ts'
import type { ItemId } from '../core/ids.ts'
import type { ItemDocument } from '../model/items/item.ts'
import { itemIdOf, rankOf, segmentOf, segmentPartition } from '../model/items/segment.ts'
import { findItems, type FoundItems } from '../model/items/update-items.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { BlobEntry, BlobSource } from '../ports/blobs.ts'
import type { Deps } from '../ports/deps.ts'
import { needsMd5 } from './decide-file.ts'
import { needsHeader, type ListedFile } from './item-header.ts'
import { hashFiles, measureFiles, type FileToRead, type ReadDeps } from './read-files.ts'

export const segmentsAtOnce = 8

/** The listed files of one segment, with their headers and their items as these were read. */
export interface SegmentFiles {
  readonly segment: number
  readonly files: ReadonlyMap<ItemId, ListedFile>
  readonly known: FoundItems
}

const filesBySegment = (
  project: ProjectDocument,
  entries: readonly BlobEntry[],
): ReadonlyMap<number, ReadonlyMap<ItemId, ListedFile>> => {
  const bySegment = new Map<number, Map<ItemId, ListedFile>>()
  for (const entry of entries) {
    const id = itemIdOf(project.datastore, entry.path)
    const segment = segmentOf(id, project.segments)
    const files = bySegment.get(segment) ?? new Map<ItemId, ListedFile>()
    files.set(id, { id, rank: rankOf(project.uid, id), entry })
    bySegment.set(segment, files)
  }
  return bySegment
}

/** The files of these segments that pass `test`. */
const chooseFiles = (
  segments: readonly SegmentFiles[],
  test: (item: ItemDocument | undefined, entry: BlobEntry) => boolean,
): readonly FileToRead[] =>
  segments.flatMap(({ files, known }) =>
    [...files.values()].flatMap(({ id, entry }) =>
      test(known.get(id)?.document, entry) ? [{ ...entry, id }] : [],
    ),
  )

/** The segments with each file changed; `undefined` leaves a file out. */
const mapFiles = (
  segments: readonly SegmentFiles[],
  change: (file: ListedFile) => ListedFile | undefined,
): readonly SegmentFiles[] =>
  segments.map((one) => {
    const files = new Map<ItemId, ListedFile>()
    for (const file of one.files.values()) {
      const changed = change(file)
      if (changed) files.set(file.id, changed)
    }
    return { ...one, files }
  })

/**
 * Adds the MD5s that storage lost, as it does when only the content type of a file is set. A file that cannot be read now is
 * left out: its item stays as it is until the next full pass.
 */
const withMd5 = async (
  deps: ReadDeps,
  source: BlobSource,
  segments: readonly SegmentFiles[],
): Promise<readonly SegmentFiles[]> => {
  const chosen = chooseFiles(segments, needsMd5)
  if (chosen.length === 0) return segments
  const hashes = await hashFiles(deps, source, chosen)
  const ids = new Set(chosen.map(({ id }) => id))
  return mapFiles(segments, (file) => {
    if (!ids.has(file.id)) return file
    const md5 = hashes.get(file.id)
    return md5 === undefined ? undefined : { ...file, entry: { ...file.entry, md5 } }
  })
}

const withMeasured = async (
  deps: ReadDeps,
  project: ProjectDocument,
  source: BlobSource,
  segments: readonly SegmentFiles[],
): Promise<readonly SegmentFiles[]> => {
  const chosen = chooseFiles(segments, (item, entry) => needsHeader(item, entry, project))
  const measured = await measureFiles(deps, source, chosen, () => 'Nothing')
  return mapFiles(segments, (file) => ({ ...file, measured: measured.get(file.id) }))
}

/**
 * Reads the items of these files, then the headers of the images that are new or changed. Writes nothing, so that an item is
 * written once, with its header.
 * @param options.assumeNew Reads no item.
 */
export const prepareFiles = async (
  deps: Pick<Deps, 'store'> & ReadDeps,
  project: ProjectDocument,
  source: BlobSource,
  entries: readonly BlobEntry[],
  { assumeNew = false }: { readonly assumeNew?: boolean } = {},
): Promise<readonly SegmentFiles[]> => {
  const segments: SegmentFiles[] = []
  await forEachBounded(filesBySegment(project, entries), segmentsAtOnce, async ([segment, files]) => {
    const partition = segmentPartition(project.uid, segment)
    const known: FoundItems = assumeNew
      ? new Map()
      : await findItems(deps.store, partition, [...files.keys()])
    segments.push({ segment, files, known })
  })
  return withMeasured(deps, project, source, await withMd5(deps, source, segments))
}
