import type { Deps } from '../ports/deps.ts'
import { queryAll } from '../model/documents/query-documents.ts'
import type { ItemId } from '../core/ids.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { forEachBounded } from '../core/for-each-bounded.ts'
import type { BlobSource } from '../ports/blobs.ts'
import type { Clause, Query, Store } from '../ports/store.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { segmentsAtOnce } from './apply-files.ts'
import { decideMissing } from './decide-file.ts'
import { updateItems } from '../model/items/update-items.ts'
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
  page: FileListPage,
  visit: (item: ItemDocument) => void,
): Promise<void> => {
  const query: Query = { where: clausesOf(page), orderBy: 'path', limit: itemsPerRead }
  for await (const documents of queryAll(store, items, partition, query))
    for (const { document } of documents) visit(document)
}

const confirmMissing = async (
  source: BlobSource,
  candidates: readonly ItemDocument[],
): Promise<Map<ItemId, ItemDocument>> => {
  const confirmed = new Map<ItemId, ItemDocument>()
  await forEachBounded(candidates, lookupsAtOnce, async (item) => {
    if (!(await source.exists(item.path))) confirmed.set(item.id, item)
  })
  // A container that vanished a moment ago has no files either; that is no reason to give up its items.
  if (confirmed.size > 0) await source.probe()
  return confirmed
}

/**
 * Compares a page of the listing with the items in its range of names, and marks those whose file is gone. Not being in
 * the page makes an item only a candidate, because storage may order names otherwise than the store does: each is looked
 * up by its name before it is marked.
 * @returns The names whose item is known to agree with its file.
 * @throws DomainError `DatastoreUnreachable`; then nothing beyond what was looked up is marked.
 */
export const findMissing = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  project: ProjectDocument,
  source: BlobSource,
  page: FileListPage,
): Promise<ReadonlySet<string>> => {
  const listed = new Map(page.all.map(({ path, etag }) => [path, etag]))
  const upToDate = new Set<string>()
  const segments = Array.from({ length: project.segments }, (_, segment) => segment)
  await forEachBounded(segments, segmentsAtOnce, async (segment) => {
    const candidates: ItemDocument[] = []
    await visitRange(store, segmentPartition(project.uid, segment), page, (item) => {
      const etag = listed.get(item.path)
      if (item.missing) return
      if (etag === undefined) candidates.push(item)
      else if (etag === item.file.etag && item.problem !== 'Unreadable') upToDate.add(item.path)
    })
    const confirmed = await confirmMissing(source, candidates)
    await updateItems(store, { uid: project.uid, segment }, confirmed, (item, { file }) =>
      item?.file.etag === file.etag ? decideMissing(item, now()) : undefined,
    )
  })
  return upToDate
}
