import type { Deps } from '../ports/deps.ts'
import { queryFirst } from '../model/documents/query-documents.ts'
import type { ItemId } from '../core/ids.ts'
import type { ReadImageHeader } from '../model/files/image-header.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { forEachBounded } from '../core/for-each-bounded.ts'
import type { BlobSource } from '../ports/blobs.ts'
import type { Store } from '../ports/store.ts'
import { claimOrRenewHeaders, findHeaderProject, type HeaderWork } from './claim-headers.ts'
import { measureImage, type Measured } from '../model/files/measure-image.ts'
import { openSource } from '../model/files/open-files.ts'
import { updateItems } from '../model/items/update-items.ts'

const itemsPerRead = 200
const readsAtOnce = 8
const stepTime = 5000

interface MeasuredFile {
  readonly etag: string
  readonly measured: Measured
}

/** Sets the measured size. An item whose file changed after the measurement stays pending. */
const withMeasured = (
  item: ItemDocument | undefined,
  { etag, measured }: MeasuredFile,
): ItemDocument | undefined => {
  if (!item?.headerPending || item.file.etag !== etag) return undefined
  const { headerPending: _, ...rest } = item
  return { ...rest, ...measured }
}

const pendingItems = async (
  store: Store,
  partition: string,
): Promise<{ readonly pending: readonly ItemDocument[]; readonly more: boolean }> => {
  const { documents, more } = await queryFirst(store, 'items', partition, {
    where: [{ field: 'headerPending', op: 'eq', value: true }],
    orderBy: 'id',
    limit: itemsPerRead,
  })
  return { pending: documents.map((stored) => items.parse(stored).document), more }
}

const measureAll = async (
  source: BlobSource,
  readImageHeader: ReadImageHeader,
  pending: readonly ItemDocument[],
): Promise<ReadonlyMap<ItemId, MeasuredFile>> => {
  const files = new Map<ItemId, MeasuredFile>()
  await forEachBounded(pending, readsAtOnce, async (item) => {
    files.set(item.id, { etag: item.file.etag, measured: await measureImage(source, readImageHeader, item) })
  })
  return files
}

/**
 * Reads the pending headers of one segment for at most 5 seconds.
 * @returns The number of items written, and whether more are pending.
 * @throws DomainError `DatastoreUnreachable`, `ServiceUnavailable`
 */
export const readHeaders =
  (deps: Pick<Deps, 'store' | 'blobs' | 'now'> & { readonly readImageHeader: ReadImageHeader }) =>
  async (work: HeaderWork, segment: number): Promise<{ readonly read: number; readonly left: boolean }> => {
    const until = deps.now() + stepTime
    for (let read = 0; ;) {
      const project = await findHeaderProject(deps.store, work)
      if (!project || !(await claimOrRenewHeaders(deps, work))) return { read, left: false }
      const { pending, more } = await pendingItems(deps.store, segmentPartition(work.uid, segment))
      const source = await openSource(deps, project.datastore)
      const files = await measureAll(source, deps.readImageHeader, pending)
      const written = await updateItems(deps.store, { uid: work.uid, segment }, files, withMeasured)
      read += written
      const left = more && written > 0
      if (!left || deps.now() >= until) return { read, left }
    }
  }
