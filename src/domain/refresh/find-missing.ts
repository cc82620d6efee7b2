import type { Deps } from '../ports/deps.ts'
import { queryAll } from '../model/documents/query-documents.ts'
import type { ItemId } from '../core/ids.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { forEachBounded } from '../core/for-each-bounded.ts'
import type { BlobSource } from '../ports/blobs.ts'
import type { Clause, Query, Store } from '../ports/store.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { decideMissing, needsHeader } from './decide-file.ts'
import { updateItems } from '../model/items/update-items.ts'
import { segmentsAtOnce } from './prepare-files.ts'
import type { FileListPage } from './walk-files.ts'

const itemsPerRead = 1000
const lookupsAtOnce = 8

const clausesOf = ({ after, until }: FileListPage): readonly Clause[] => [
  { field: 'kind', op: 'eq', value: items.kind },
  ...(after === undefined ? [] : [{ field: 'path', op: 'gt', value: after } as const]),
  ...(until === undefined ? [] : [{ field: 'path', op: 'lte', value: until } as const]),
]

const visitRange = async (
  store: Store,
  partition: string,
  listPage: FileListPage,
  visit: (item: ItemDocument) => void,
): Promise<void> => {
  const query: Query = { where: clausesOf(listPage), orderBy: 'path', limit: itemsPerRead }
  for await (const documents of queryAll(store, items, partition, query))
    for (const { document } of documents) visit(document)
}

/** The candidates whose file storage confirms not to exist. @throws DomainError `DatastoreUnreachable` */
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
 * Compares a list page of files with the items in its range of names, and marks items whose file does not exist. An item
 * that is not on the list page is only a candidate, because storage may order names differently from the store; its file
 * is looked up before the item is marked.
 * @returns The names of files whose item is up to date.
 * @throws DomainError `DatastoreUnreachable`; items that were not confirmed before are then not marked
 */
export const findMissing = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  project: ProjectDocument,
  source: BlobSource,
  listPage: FileListPage,
): Promise<ReadonlySet<string>> => {
  const listed = new Map(listPage.all.map((entry) => [entry.path, entry]))
  const upToDate = new Set<string>()
  const segments = Array.from({ length: project.segments }, (_, segment) => segment)
  await forEachBounded(segments, segmentsAtOnce, async (segment) => {
    const candidates: ItemDocument[] = []
    await visitRange(store, segmentPartition(project.uid, segment), listPage, (item) => {
      const entry = listed.get(item.path)
      if (item.missing) return
      if (!entry) candidates.push(item)
      else if (entry.etag === item.file.etag && !needsHeader(item, entry, project)) upToDate.add(item.path)
    })
    const confirmed = await confirmMissing(source, candidates)
    await updateItems(store, { uid: project.uid, segment }, confirmed, (item, { file }) =>
      item?.file.etag === file.etag ? decideMissing(item, now()) : undefined,
    )
  })
  return upToDate
}
