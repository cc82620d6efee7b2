import type { Stored } from '../../ports/store.ts'

export interface ListInput {
  /** The most entries of a list page, 1 to 200. */
  readonly maxpagesize: number
  /** From the list page before. */
  readonly continuation?: string | undefined
}

/** A piece of a list. It may be short or empty and still have a continuation; without one the list has ended. */
export interface ListPage<T> {
  readonly documents: readonly T[]
  readonly continuation?: string | undefined
}

export type StoredListPage<T> = ListPage<Stored<T>>
