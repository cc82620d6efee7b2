import type { Schemas } from '../api/client.ts'
import { idsIn, pathOf } from './merge-class-trees.ts'

type LabelClass = Schemas['LabelClass']

const listIds = (classes: readonly LabelClass[]): readonly string[] => idsIn(classes).map(([, id]) => id)

/** Gives classes without an id the one that the service has given to their path. */
export const takeIds = (classes: readonly LabelClass[], known: readonly LabelClass[]): LabelClass[] => {
  const taken = new Set(listIds(classes))
  const free = new Map(idsIn(known).filter(([, id]) => !taken.has(id)))
  const fill = (some: readonly LabelClass[], above: string): LabelClass[] =>
    some.map(({ id, classes: below, ...fields }) => {
      const path = pathOf(above, fields)
      const own = id ?? free.get(path)
      if (id === undefined) free.delete(path)
      return {
        ...(own === undefined ? {} : { id: own }),
        ...fields,
        ...(below ? { classes: fill(below, path) } : {}),
      }
    })
  return fill(classes, '')
}
