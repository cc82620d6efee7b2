import type { Schemas } from '../../api/client.ts'

type LabelClass = Schemas['LabelClass']

/** A class while its tree is edited: the tree is a list in which each class is followed by those below it. */
export interface ClassRow extends Omit<LabelClass, 'classes'> {
  /** Names the row as long as the editor is open. */
  readonly key: string
  /** 0 for the first level. */
  readonly level: number
}

export type Rows = readonly ClassRow[]

/** @param nextKey Gives another key at each call. */
export const rowsOf = (classes: readonly LabelClass[], nextKey: () => string): Rows => {
  const rows: ClassRow[] = []
  const add = (some: readonly LabelClass[], level: number): void => {
    for (const { classes: below = [], ...fields } of some) {
      rows.push({ ...fields, key: nextKey(), level })
      add(below, level + 1)
    }
  }
  add(classes, 0)
  return rows
}

/** The index after the last row that is below this one. */
export const endOf = (rows: Rows, index: number): number => {
  const level = rows[index]?.level ?? 0
  let end = index + 1
  while ((rows[end]?.level ?? -1) > level) end += 1
  return end
}

/** The fields in the order of the API, so that a tree that was changed back is as it was. */
const classOf = ({ id, name, color, description, shortcut, examples }: ClassRow): LabelClass => ({
  ...(id === undefined ? {} : { id }),
  name,
  ...(color === undefined ? {} : { color }),
  ...(description === undefined ? {} : { description }),
  ...(shortcut === undefined ? {} : { shortcut }),
  ...(examples === undefined ? {} : { examples }),
})

/** The tree as the API has it. */
export const classesOf = (rows: Rows): LabelClass[] => {
  const roots: LabelClass[] = []
  const open: LabelClass[] = []
  for (const row of rows) {
    const one = classOf(row)
    const above = row.level === 0 ? undefined : open[row.level - 1]
    if (above) (above.classes ??= []).push(one)
    else roots.push(one)
    open.length = Math.min(open.length, row.level)
    open.push(one)
  }
  return roots
}

export const indexOf = (rows: Rows, key: string | undefined): number =>
  key === undefined ? -1 : rows.findIndex((row) => row.key === key)

/** The row above in the tree; -1 for the first level. */
export const parentOf = (rows: Rows, index: number): number => {
  const level = rows[index]?.level ?? 0
  return rows.findLastIndex((row, at) => at < index && row.level < level)
}

/** The names from the root for each row, joined by `/`. */
export const pathsOf = (rows: Rows): readonly string[] => {
  const names: string[] = []
  return rows.map(({ level, name }) => {
    names.length = Math.min(names.length, level)
    names.push(name)
    return names.join('/')
  })
}
