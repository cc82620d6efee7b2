import type { Schemas } from '../../api/client.ts'

/** A class with the items that have it, and those of all classes below it. */
export interface ClassNumbers {
  readonly path: string
  readonly name: string
  readonly level: number
  readonly own: number
  readonly sum: number
}

/** The tree of classes, top down, with numbers. Classes that only former answers have come last. */
export const classNumbers = (
  classes: readonly Schemas['LabelClass'][],
  counts: readonly Schemas['ClassCount'][],
): readonly ClassNumbers[] => {
  const left = new Map(counts.map((entry) => [entry.class, entry.count]))
  const walk = (nodes: readonly Schemas['LabelClass'][], above: string, level: number): ClassNumbers[] =>
    nodes.flatMap((node) => {
      const path = above === '' ? node.name : `${above}/${node.name}`
      const own = left.get(path) ?? 0
      left.delete(path)
      const below = walk(node.classes ?? [], path, level + 1)
      const direct = below.filter((entry) => entry.level === level + 1)
      const sum = own + direct.reduce((total, entry) => total + entry.sum, 0)
      return [{ path, name: node.name, level, own, sum }, ...below]
    })
  const known = walk(classes, '', 0)
  const former = [...left].map(([path, count]) => ({ path, name: path, level: 0, own: count, sum: count }))
  return [...known, ...former]
}
