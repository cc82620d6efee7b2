import type { FileChanges } from '../model/files/file-changes.ts'
import type { ProjectTotals } from '../model/items/read-counters.ts'

/** What the counters of a project say of its files. */
export type ItemTotals = Pick<ProjectTotals, 'total' | 'missing'>

export const noItems: ItemTotals = { total: 0, missing: 0 }

/**
 * Corrects what a step that was repeated after a crash did not count, from the counters before and after the operation: only
 * imports and refreshes create items and mark missing ones. `new` is exact then, and so is the difference of `missing` and `back`.
 */
export const exactChanges = (counted: FileChanges, before: ItemTotals, after: ItemTotals): FileChanges => {
  const moreMissing = after.missing - before.missing
  return {
    ...counted,
    new: Math.max(0, after.total - before.total),
    missing: Math.max(counted.missing, counted.back + moreMissing),
    back: Math.max(counted.back, counted.missing - moreMissing),
  }
}
