import type { ItemId } from '../core/ids.ts'

/**
 * A sum over a set of names, in any order, below 2^48. Two listings with the same sum have the same names: the ids of items
 * are hashes of the names, so other sets have the same sum once in 2^48 times.
 */
export type NameSum = number

const limit = 2 ** 48

export const addNameSums = (one: NameSum, other: NameSum): NameSum => (one + other) % limit

/** The sum with the name of this item. */
export const addName = (sum: NameSum, id: ItemId): NameSum =>
  addNameSums(sum, Number.parseInt(id.slice(0, 12), 16))
