import { classesOf } from '../model/labels/label.ts'
import type { LabelClass } from '../model/labels/label-class.ts'
import type { AsOf } from '../model/items/item-as-of.ts'

/** The names of the classes that a row is labeled with; undefined if it has no label. */
export const createLabelNames = (
  classes: readonly LabelClass[],
): ((row: AsOf) => readonly string[] | undefined) => {
  const names = new Map<string, string>(classes.map(({ id, path }) => [id, path]))
  return ({ answer }) =>
    answer?.type === 'Label' ? classesOf(answer.label).map((id) => names.get(id) ?? id) : undefined
}
