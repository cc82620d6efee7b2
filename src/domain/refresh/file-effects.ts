import type { ItemId } from '../core/ids.ts'
import { addChanges, noChanges, type FileChanges } from '../model/files/file-changes.ts'
import { isSameContent } from '../model/files/same-content.ts'
import type { ItemDocument } from '../model/items/item.ts'
import { addName, addNameSums, type NameSum } from './name-sum.ts'

/** What a visit of a list page did. */
export interface FileEffects {
  readonly changes: FileChanges
  /** The names of items that are new or back. */
  readonly found: NameSum
  /** Items in its range of names that are not on it and not marked: candidates, of which the marking looks at each. */
  readonly absent: number
}

export const noEffects: FileEffects = { changes: noChanges, found: 0, absent: 0 }

export const addEffects = (one: FileEffects, other: FileEffects): FileEffects => ({
  changes: addChanges(one.changes, other.changes),
  found: addNameSums(one.found, other.found),
  absent: one.absent + other.absent,
})

/** The effect of the change of one item. */
export const effectOf = (id: ItemId, before: ItemDocument | undefined, after: ItemDocument): FileEffects => {
  const isBack = before?.missing === true && !after.missing
  return {
    changes: {
      new: before ? 0 : 1,
      changed: before && !isSameContent(before.file, after.file) ? 1 : 0,
      back: isBack ? 1 : 0,
      missing: after.missing && !before?.missing ? 1 : 0,
    },
    found: !before || isBack ? addName(0, id) : 0,
    absent: 0,
  }
}
