import { createHash } from 'node:crypto'
import type { ItemId } from '../../core/ids.ts'

const places = 2 ** 48

/**
 * True if the item belongs to the pseudorandom part of this size. It depends on nothing but the item, and a larger part contains
 * each smaller one.
 */
export const isSampled = (id: ItemId, percent: number): boolean =>
  createHash('sha256').update(`sample:${id}`).digest().readUIntBE(0, 6) < (places * percent) / 100
