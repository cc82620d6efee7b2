import { createHash } from 'node:crypto'
import type { ItemId } from '../../core/ids.ts'
import type { ExportSplit } from './export.ts'

export const splitNames = ['train', 'validation', 'test'] as const
export type SplitName = (typeof splitNames)[number]

/** The split of an item, from a hash of seed and id: stable when items are added, and different for another seed. */
export const splitOf = (item: ItemId, split: ExportSplit): SplitName => {
  const at = createHash('sha256').update(`${split.seed}:${item}`).digest().readUIntBE(0, 6) / 2 ** 48
  if (at < split.train) return 'train'
  return at < split.train + split.validation || split.test === 0 ? 'validation' : 'test'
}

/** The splits of an export; `[undefined]` if it is not split. */
export const splitsOf = (split: ExportSplit | undefined): readonly (SplitName | undefined)[] => {
  if (!split) return [undefined]
  return split.test > 0 ? splitNames : ['train', 'validation']
}
