import type { Deps } from '../ports/deps.ts'
import { queryAll } from '../model/documents/query-documents.ts'
import type { ItemId } from '../core/ids.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
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

/**
 * Marks the items in the range of names of a list page whose file does not exist. The file of a candidate is looked up before
 * the item is marked.
 * @throws DomainError `DatastoreUnreachable`, `DatastoreUnavailable`; items that were not confirmed before are then not marked
 */
export const markMissing = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  project: ProjectDocument,
  source: BlobSource,
  listPage: FileListPage,
): Promise<FileEffects> => {
  const listed = new Set(listPage.all.map(({ path }) => path))
  let effects = noEffects
  await visitRange(store, project, listPage, async (found, segment) => {
    const candidates = found.filter(({ path }) => !listed.has(path))
    const confirmed = await confirmMissing(source, candidates)
    const done = await updateWithEffects(store, { uid: project.uid, segment }, confirmed, (item, { file }) =>
      item?.file.etag === file.etag ? decideMissing(item, now()) : undefined,
    )
    effects = addEffects(effects, done)
  })
  return effects
}
