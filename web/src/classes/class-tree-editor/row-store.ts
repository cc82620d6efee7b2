import type { RowProblems } from './class-problems.ts'
import type { ClassRow, Rows } from './class-rows.ts'

export interface ShownRows {
  readonly rows: ReadonlyMap<string, ClassRow>
  readonly problems: ReadonlyMap<string, RowProblems>
}

/** The rows as they are with each letter, beside React: a row of the tree renders when it is another one itself. */
export const createRowStore = () => {
  let shown: ShownRows = { rows: new Map(), problems: new Map() }
  const listeners = new Set<() => void>()
  return {
    state: () => shown,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    show: (rows: Rows, problems: ShownRows['problems']): void => {
      shown = { rows: new Map(rows.map((row) => [row.key, row])), problems }
      for (const listener of listeners) listener()
    },
  }
}

export type RowStore = ReturnType<typeof createRowStore>
