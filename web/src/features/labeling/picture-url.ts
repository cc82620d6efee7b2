import type { Schemas } from '../../api/client.ts'

/** Layouts of few tiles show more than a thumbnail has. */
export const isLargeLayout = (layout: number): boolean => layout <= 4

export const pictureUrl = (item: Schemas['PageItem'], isLarge: boolean): string | undefined => {
  if (item.missing === true) return undefined
  return (isLarge ? item.screenUrl : item.thumbnailUrl) ?? item.contentUrl
}
