import { DomainError } from '../core/errors.ts'
import type { Deps } from '../ports/deps.ts'
import { queryAll } from '../model/documents/query-documents.ts'
import type { ItemId } from '../core/ids.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
import { readCounters, sumCounters } from '../model/items/read-counters.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { forEachBounded } from '../core/for-each-bounded.ts'
import type { BlobSource } from '../ports/blobs.ts'
import type { Clause, Query, Store } from '../ports/store.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { updateWithEffects } from './apply-files.ts'
import { decideMissing } from './decide-file.ts'
import { needsHeader } from './item-header.ts'
import { addEffects, noEffects, type FileEffects } from './file-effects.ts'
import { segmentsAtOnce } from './prepare-files.ts'
import type { FileListPage } from './walk-files.ts'

/** Also the items that are looked up and marked at once. */
const itemsPerRead = 1000
const lookupsAtOnce = 8

const clausesOf = ({ after, until }: FileListPage): readonly Clause[] => [
  { field: 'kind', op: 'eq', value: items.kind },
  ...(after === undefined ? [] : [{ field: 'path', op: 'gt', value: after } as const]),
  ...(until === undefined ? [] : [{ field: 'path', op: 'lte', value: until } as const]),
]

/** Visits the items of each segment in the range of names of the list page, except for missing ones. */
const visitRange = async (
  store: Store,
  project: ProjectDocument,
  listPage: FileListPage,
  visit: (found: readonly ItemDocument[], segment: number) => Promise<void> | void,
): Promise<void> => {
  const query: Query = { where: clausesOf(listPage), orderBy: 'path', limit: itemsPerRead }
  const segments = Array.from({ length: project.segments }, (_, segment) => segment)
  await forEachBounded(segments, segmentsAtOnce, async (segment) => {
    for await (const documents of queryAll(store, items, segmentPartition(project.uid, segment), query))
      await visit(
        documents.map(({ document }) => document).filter(({ missing }) => !missing),
        segment,
      )
  })
}

/**
 * Compares a list page of files with the items in its range of names.
 * @returns The names of files whose item is up to date, and the number of items that are not on the list page. These are only
 * candidates, because storage may order names differently from the store.
 */
export const compareItems = async (
  { store }: Pick<Deps, 'store'>,
  project: ProjectDocument,
  listPage: FileListPage,
): Promise<{ readonly upToDate: ReadonlySet<string>; readonly absent: number }> => {
  const listed = new Map(listPage.all.map((entry) => [entry.path, entry]))
  const upToDate = new Set<string>()
  let absent = 0
  await visitRange(store, project, listPage, (found) => {
    for (const item of found) {
      const entry = listed.get(item.path)
      if (!entry) absent += 1
      else if (entry.etag === item.file.etag && !needsHeader(item, entry, project)) upToDate.add(item.path)
    }
  })
  return { upToDate, absent }
}

/** The candidates whose file storage confirms not to exist. @throws DomainError `DatastoreUnreachable`, `DatastoreUnavailable` */
const confirmMissing = async (
  source: BlobSource,
  candidates: readonly ItemDocument[],
): Promise<Map<ItemId, ItemDocument>> => {
  const confirmed = new Map<ItemId, ItemDocument>()
  await forEachBounded(candidates, lookupsAtOnce, async (item) => {
    if (!(await source.exists(item.path))) confirmed.set(item.id, item)
  })
  // In a container that was just deleted no file exists either; the probe then throws, and no item is marked.
  if (confirmed.size > 0) await source.probe()
  return confirmed
}

const filesGoneMeanwhile = (): DomainError =>
  new DomainError(
    'FilesGone',
    'Many more files are gone than when this refresh counted them, so it marked no further item as missing. Check the container of the datastore and put the files back, then refresh the project again',
  )

/**
 * Marks the items in the range of names of a list page whose file does not exist. The file of a candidate is looked up before
 * the item is marked.
 * @param most The largest number of missing items that the project may then have. The counters know it after a crash as well.
 * @throws DomainError `DatastoreUnreachable`, `DatastoreUnavailable`; items that were not confirmed before are then not marked. `FilesGone` instead of
 * marking more than `most`
 */
export const markMissing = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  project: ProjectDocument,
  source: BlobSource,
  listPage: FileListPage,
  most: number | undefined,
): Promise<FileEffects> => {
  const listed = new Set(listPage.all.map(({ path }) => path))
  let effects = noEffects
  let reserved = 0
  let missingBefore: Promise<number> | undefined
  /** Segments are marked at the same time: each reserves its number before it marks. */
  const reserve = async (count: number): Promise<void> => {
    if (count === 0 || most === undefined) return
    missingBefore ??= readCounters(store, project).then((all) => sumCounters(all).missing)
    const before = await missingBefore
    if (before + reserved + count > most) throw filesGoneMeanwhile()
    reserved += count
  }
  await visitRange(store, project, listPage, async (found, segment) => {
    const candidates = found.filter(({ path }) => !listed.has(path))
    const confirmed = await confirmMissing(source, candidates)
    await reserve(confirmed.size)
    const done = await updateWithEffects(store, { uid: project.uid, segment }, confirmed, (item, { file }) =>
      item?.file.etag === file.etag ? decideMissing(item, now()) : undefined,
    )
    effects = addEffects(effects, done)
  })
  return effects
}
