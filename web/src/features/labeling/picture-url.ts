import type { Schemas } from '../../api/client.ts'
import { tileOf, type Room } from './fit-tiles.ts'

type PageItem = Schemas['PageItem']

/** Pixels of the longest side of the service's pictures for lists, and of those for screens. */
const thumbnailSide = 256
const screenSide = 2048
/** So many times larger than it is a thumbnail may be shown before it looks blurred. */
const mostStretch = 1.3
/** Bytes of decoded pictures that are held at most. */
export const mostBytes = 400e6

const sidesOf = ({ width = 4, height = 3 }: PageItem): Room => ({ width, height })

const bytesOnScreen = (item: PageItem): number => {
  const { width, height } = sidesOf(item)
  const isKnown = item.width !== undefined
  const scale = isKnown
    ? Math.min(1, screenSide / Math.max(width, height))
    : screenSide / Math.max(width, height)
  return width * scale * height * scale * 4
}

/** What one needs to know of the window to choose pictures. */
export interface Screen {
  readonly layout: number
  readonly room: Room
  /** Pixels of the device for one of the screen's style. */
  readonly ratio: number
}

/**
 * Whether an item of the page is shown larger than a thumbnail is. Not where the large pictures of this page and of the
 * next one would take too much memory.
 */
export const largeOf = (
  items: readonly PageItem[],
  { layout, room, ratio }: Screen,
): ((item: PageItem) => boolean) => {
  if (layout === 1) return () => true
  if (items.reduce((sum, item) => sum + 2 * bytesOnScreen(item), 0) > mostBytes) return () => false
  const tile = tileOf(layout, items.length, room)
  return (item) => {
    const { width, height } = sidesOf(item)
    const scale = Math.min(tile.width / width, tile.height / height)
    return Math.max(width, height) * scale * ratio > thumbnailSide * mostStretch
  }
}

export const pictureUrl = (item: PageItem, isLarge: boolean): string | undefined => {
  if (item.missing === true) return undefined
  return (isLarge ? item.screenUrl : item.thumbnailUrl) ?? item.contentUrl
}
