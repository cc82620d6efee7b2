import { DomainError } from '../../core/errors.ts'
import type { ItemId } from '../../core/ids.ts'
import type { Store, Stored } from '../../ports/store.ts'
import type { Segmented } from './read-counters.ts'
import { items, type ItemDocument } from './item.ts'
import { segmentOf, segmentPartition } from './segment.ts'

export const itemNotFound = (id: ItemId): DomainError =>
  new DomainError('ItemNotFound', `There is no item '${id}' in this project`, { target: 'item' })

/** Reads an item with one point read; its segment follows from the id. @throws DomainError `ItemNotFound` */
export const findItem = async (
  store: Store,
  project: Segmented,
  id: ItemId,
): Promise<{ readonly item: Stored<ItemDocument>; readonly segment: number }> => {
  const segment = segmentOf(id, project.segments)
  const item = await items.read(store, segmentPartition(project.uid, segment), id)
  if (!item) throw itemNotFound(id)
  return { item, segment }
}
