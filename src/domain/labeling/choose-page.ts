import type { ItemId } from '../core/ids.ts'
import { contentOf, type FileContent } from '../model/files/same-content.ts'
import type { ItemDocument } from '../model/items/item.ts'
import type { Stored } from '../ports/store.ts'
import type { PageItem } from '../model/leases/lease.ts'

/**
 * Chooses the items of a page: the first `size` open items, in their order, that are on no live page.
 * Reads no more items than it needs.
 */
export const choosePage = async (
  open: AsyncIterable<Stored<ItemDocument>>,
  held: ReadonlySet<ItemId>,
  size: number,
): Promise<readonly Stored<ItemDocument>[]> => {
  // By id: an item that is rejected during the search can be found at two places of the queue.
  const chosen = new Map<ItemId, Stored<ItemDocument>>()
  for await (const item of open) {
    if (held.has(item.document.id)) continue
    chosen.set(item.document.id, item)
    if (chosen.size === size) break
  }
  return [...chosen.values()]
}

const versionOf = (file: FileContent): Pick<PageItem, 'fileContent' | 'fileEtag'> => {
  const fileContent = contentOf(file)
  return fileContent === undefined ? { fileEtag: file.etag } : { fileContent }
}

/** True if the file of an item is still the one that a page shows. */
export const showsFile = ({ fileContent, fileEtag }: PageItem, file: FileContent): boolean =>
  fileContent === undefined ? fileEtag === file.etag : fileContent === contentOf(file)

export const pageItemOf = ({ id, file }: ItemDocument): PageItem => ({ id, ...versionOf(file) })
