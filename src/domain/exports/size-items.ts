import type { Format } from '../formats/format.ts'
import type { ItemDocument } from '../model/items/item.ts'
import { imageFaultOf, type ImageFault } from './image-fault.ts'
import { isPassing, type ReadSize, type SizeReader } from './read-sizes.ts'
import { leaveOutFaulty, selectItem, type Choice, type ClassesOf, type Selected } from './select-item.ts'

export interface SizedItem {
  readonly item: ItemDocument
  readonly selected: Selected
  /** Of a row, and of an item that is left out for it. */
  readonly fault?: ImageFault | undefined
}

export interface SizedItems {
  readonly sized: readonly SizedItem[]
  /** True if files could not be read, and may be readable in a moment. */
  readonly passing: boolean
}

/** The item with its header as it was read now. */
const withMeasured = (item: ItemDocument, read: ReadSize): ItemDocument => {
  if ('failed' in read) return item
  const { headerPending: _, ...rest } = item
  return { ...rest, ...read.measured }
}

/**
 * Selects the items and, if the format needs sizes, reads the missing headers. The sizes are not stored. A file that cannot
 * be read has no size, with the reason as its fault.
 */
export const sizeItems = async (
  reader: SizeReader,
  { choice, classesOf }: { readonly choice: Choice; readonly classesOf: ClassesOf },
  { needs }: Pick<Format, 'needs'>,
  found: readonly ItemDocument[],
): Promise<SizedItems> => {
  const needsSize = needs.includes('Sizes')
  const chosen = found.map((item) => ({ item, selected: selectItem(item, choice, classesOf) }))
  const read = await reader.read(
    chosen.flatMap(({ item, selected }) =>
      needsSize && selected.kind === 'Row' && item.headerPending ? [item] : [],
    ),
  )
  const sized = chosen.map(({ item: stored, selected }): SizedItem => {
    if (selected.kind !== 'Row' && selected.kind !== 'WithoutImage') return { item: stored, selected }
    const result = read.get(stored.id)
    const item = result ? withMeasured(stored, result) : stored
    const known = imageFaultOf(item, needsSize)
    const fault = known && result && 'failed' in result ? { ...known, reason: result.failed.code } : known
    const isRow = selected.kind === 'Row' && !(fault && choice.needsImages)
    return { item, selected: isRow ? selected : leaveOutFaulty(stored, choice), fault }
  })
  const passing = [...read.values()].some((result) => 'failed' in result && isPassing(result.failed))
  return { sized, passing }
}
