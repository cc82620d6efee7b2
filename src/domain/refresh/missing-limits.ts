/** A refresh asks before it marks more items than this and more than half of those whose files were known. */
const few = 10

/**
 * The largest number of files that can be gone without a confirmation: half of those that were known, or a few. If all are
 * gone, the refresh asks, however few there were.
 */
export const mostUnasked = (known: number): number =>
  Math.max(0, Math.min(few, known - 1), Math.floor(known / 2))

/**
 * The largest number of items that a refresh marks after it counted these files as gone: files can go while it runs, but not
 * a container. @param gone At most `mostUnasked`.
 */
export const mostMarked = (gone: number, known: number): number =>
  Math.max(gone, Math.min(gone + few + Math.floor(known / 100), mostUnasked(known)))
