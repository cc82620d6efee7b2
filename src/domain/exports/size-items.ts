import type { Deps } from '../ports/deps.ts'
import { datastoreName } from '../core/ids.ts'
import type { ReadImageHeader } from '../model/files/image-header.ts'
import type { ItemDocument } from '../model/items/item.ts'
import { forEachBounded } from '../core/for-each-bounded.ts'
import { measureImage, type Measured } from '../model/files/measure-image.ts'
import { openSource } from '../model/files/open-files.ts'
import type { Format } from '../formats/format.ts'
import type { ExportPlan } from '../model/exports/export.ts'
import { selectItem, type Choice, type ClassesOf, type Selected } from './select-item.ts'

export interface SizedItem {
  readonly item: ItemDocument
  readonly selected: Selected
  /** Pixels; 0 if unknown. */
  readonly width: number
  readonly height: number
}

const readsAtOnce = 16

/** True if the export needs the size of the item and its header is not read yet. */
const isUnsized = ({ item, selected }: SizedItem): boolean =>
  selected.kind === 'Row' && item.headerPending === true

/** Selects the items and, if the format needs sizes, reads the missing headers. The sizes are not stored. */
export const sizeItems = async (
  deps: Pick<Deps, 'store' | 'blobs'> & { readonly readImageHeader: ReadImageHeader },
  { datastore }: Pick<ExportPlan, 'datastore'>,
  { choice, classesOf }: { readonly choice: Choice; readonly classesOf: ClassesOf },
  { needs }: Pick<Format, 'needs'>,
  found: readonly ItemDocument[],
): Promise<readonly SizedItem[]> => {
  const sized = found.map((item): SizedItem => {
    const selected = selectItem(item, choice, classesOf)
    return { item, selected, width: item.width ?? 0, height: item.height ?? 0 }
  })
  if (!needs.includes('Sizes') || !sized.some(isUnsized)) return sized
  const source = await openSource(deps, datastoreName.parse(datastore))
  await forEachBounded(sized.entries(), readsAtOnce, async ([index, one]) => {
    if (!isUnsized(one)) return
    const { headerPending: _, ...item } = one.item
    const file = { path: item.path, size: item.file.size }
    const found = await measureImage(source, deps.readImageHeader, file)
    const measured: Measured = found === 'Missing' ? { problem: 'Unreadable' } : found
    const { width = 0, height = 0 } = measured
    sized[index] = { ...one, item: { ...item, ...measured }, width, height }
  })
  return sized
}
