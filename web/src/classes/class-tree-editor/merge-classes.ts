import type { ParsedClass } from './parse-classes.ts'
import { endOf, pathsOf, type ClassRow, type Rows } from './class-rows.ts'

/** Adds classes by their paths, with those above them. A class that is there keeps its row and takes what it has not. */
export const mergeClasses = (rows: Rows, parsed: readonly ParsedClass[], nextKey: () => string): Rows => {
  const merged: ClassRow[] = [...rows]
  const paths = [...pathsOf(rows)]
  for (const { path, ...fields } of parsed) {
    let at = -1
    for (const [level, name] of path.entries()) {
      const above = at
      const full = path.slice(0, level + 1).join('/')
      at = paths.indexOf(full)
      if (at >= 0) continue
      at = above < 0 ? merged.length : endOf(merged, above)
      merged.splice(at, 0, { key: nextKey(), level, name })
      paths.splice(at, 0, full)
    }
    const row = merged[at]
    if (row) merged[at] = { ...fields, ...row }
  }
  return merged
}
