import { endOf, indexOf, parentOf, type ClassRow, type Rows } from './class-rows.ts'

/** The fields of a class that a person edits. Undefined takes a field away. */
export interface ClassFields {
  readonly name?: string
  readonly color?: string | undefined
  readonly description?: string | undefined
  readonly shortcut?: string | undefined
  readonly examples?: string[] | undefined
}

/** Adds a class after another and what is below it, on the same level; at the end without one. */
export const addRow = (rows: Rows, after: string | undefined, row: Omit<ClassRow, 'level'>): Rows => {
  const index = indexOf(rows, after)
  if (index < 0) return [...rows, { ...row, level: 0 }]
  return rows.toSpliced(endOf(rows, index), 0, { ...row, level: rows[index]?.level ?? 0 })
}

/** Removes a class with those below it. */
export const removeRow = (rows: Rows, key: string): Rows => {
  const index = indexOf(rows, key)
  return index < 0 ? rows : rows.toSpliced(index, endOf(rows, index) - index)
}

export const changeRow = (rows: Rows, key: string, fields: ClassFields): Rows =>
  rows.map((row) => {
    if (row.key !== key) return row
    const { color, description, shortcut, examples, ...others } = { ...row, ...fields }
    return {
      ...others,
      ...(color === undefined ? {} : { color }),
      ...(description === undefined ? {} : { description }),
      ...(shortcut === undefined ? {} : { shortcut }),
      ...(examples === undefined ? {} : { examples }),
    }
  })

const shift = (rows: Rows, from: number, to: number, by: number): Rows =>
  rows.map((row, at) => (at >= from && at < to ? { ...row, level: row.level + by } : row))

/** Puts a class below the one before it on its level. The first of a level stays. */
export const indentRow = (rows: Rows, key: string): Rows => {
  const index = indexOf(rows, key)
  const before = rows[index - 1]
  if (index < 1 || !before || before.level < (rows[index]?.level ?? 0)) return rows
  return shift(rows, index, endOf(rows, index), 1)
}

/** Puts a class after the one above it, on the level of that. */
export const outdentRow = (rows: Rows, key: string): Rows => {
  const index = indexOf(rows, key)
  const parent = index < 0 ? -1 : parentOf(rows, index)
  if (parent < 0) return rows
  return moveRow(rows, key, rows[parent]?.key ?? key, 'after')
}

export type Place = 'before' | 'after' | 'on'

/** Moves a class with those below it before or after another, or below it as its last. Nothing moves into itself. */
export const moveRow = (rows: Rows, key: string, target: string, place: Place): Rows => {
  const index = indexOf(rows, key)
  const end = endOf(rows, index)
  const targetIndex = indexOf(rows, target)
  if (index < 0 || targetIndex < 0 || (targetIndex >= index && targetIndex < end)) return rows
  const moved = rows.slice(index, end)
  const rest = rows.toSpliced(index, end - index)
  const at = indexOf(rest, target)
  const level = (rest[at]?.level ?? 0) + (place === 'on' ? 1 : 0)
  const by = level - (moved[0]?.level ?? 0)
  return rest.toSpliced(place === 'before' ? at : endOf(rest, at), 0, ...shift(moved, 0, moved.length, by))
}

/** Changes places with the neighbour on the same level below the same class. */
export const swapRow = (rows: Rows, key: string, direction: 'up' | 'down'): Rows => {
  const index = indexOf(rows, key)
  if (index < 0) return rows
  const { level } = rows[index] ?? { level: 0 }
  if (direction === 'down') {
    const next = rows[endOf(rows, index)]
    return next?.level === level ? moveRow(rows, key, next.key, 'after') : rows
  }
  const parent = parentOf(rows, index)
  const before = rows.findLast((row, at) => at < index && at > parent && row.level === level)
  return before ? moveRow(rows, key, before.key, 'before') : rows
}
