import { endOf, type ClassRow, type Rows } from './class-rows.ts'

/** A class with those below it, for the view. */
export interface ClassNode {
  readonly row: ClassRow
  readonly below: readonly ClassNode[]
}

/** Keeps the node of a row that did not change, so that a long list draws only what did. */
const kept = new WeakMap<ClassRow, ClassNode>()

const isSame = (one: ClassNode, other: ClassNode): boolean =>
  one.below.length === other.below.length && one.below.every((node, index) => node === other.below[index])

export const nodesOf = (rows: Rows): readonly ClassNode[] => {
  const between = (from: number, to: number): readonly ClassNode[] => {
    const nodes: ClassNode[] = []
    for (let index = from; index < to;) {
      const row = rows[index]
      if (!row) break
      const end = endOf(rows, index)
      const node: ClassNode = { row, below: between(index + 1, end) }
      const before = kept.get(row)
      const next = before && isSame(before, node) ? before : node
      kept.set(row, next)
      nodes.push(next)
      index = end
    }
    return nodes
  }
  return between(0, rows.length)
}
