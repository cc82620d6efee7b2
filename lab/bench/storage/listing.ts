/** The names of a container that exists only as a number: `images/000/0000001.png`, …, in the order of their bytes. */
export interface Listing {
  readonly count: number
  /** The name of the blob at a place from 0. */
  readonly nameAt: (place: number) => string
  /** The place of a name; undefined if there is no such blob. */
  readonly find: (name: string) => number | undefined
  readonly page: (options: PageOptions) => Page
}

export interface PageOptions {
  readonly prefix: string
  /** The name that the page begins with, or the next one after it. */
  readonly marker: string
  readonly most: number
}

export interface Page {
  readonly first: number
  readonly end: number
  readonly nextMarker: string
}

const mostFolders = 1000

export const createListing = (count: number): Listing => {
  const perFolder = Math.max(1000, Math.ceil(count / mostFolders))
  const width = Math.max(7, String(count).length)
  const nameAt = (place: number): string =>
    `images/${String(Math.floor(place / perFolder)).padStart(3, '0')}/${String(place + 1).padStart(width, '0')}.png`

  /** The first place for which `passed` holds; it holds for all that follow. */
  const firstWhere = (passed: (name: string) => boolean): number => {
    let low = 0
    let high = count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (passed(nameAt(middle))) high = middle
      else low = middle + 1
    }
    return low
  }

  return {
    count,
    nameAt,
    find: (name) => {
      const place = firstWhere((other) => other >= name)
      return place < count && nameAt(place) === name ? place : undefined
    },
    page: ({ prefix, marker, most }) => {
      const last = firstWhere((name) => name > prefix && !name.startsWith(prefix))
      const first = firstWhere((name) => name >= prefix && name >= marker)
      const end = Math.max(first, Math.min(last, first + most))
      return { first, end, nextMarker: end < last ? nameAt(end) : '' }
    },
  }
}
