import { z } from 'zod'
import { classId, type ClassId } from '../../core/ids.ts'
import type { FindClass } from '../../model/labels/class-tree.ts'
import type { Region } from '../../model/labels/region.ts'
import type { MergeRule, TaskProblem, Weight } from '../task.ts'

/** The most classes of one label, in the API and in the store. */
export const maxClassesPerItem = 20

/** The label of task types that classify whole items. */
export const classLabel = z.object({ kind: z.literal('Classes'), classes: z.array(classId) })
export type ClassLabel = z.output<typeof classLabel>

/** The fields of the label in the API. One object for all these task types, so that the API has one schema for them. */
export const classWire = z.strictObject({
  labels: z
    .array(z.string().max(2048))
    .max(maxClassesPerItem)
    .meta({ description: 'The paths of the classes', example: ['Cat'] }),
})
type ClassWire = z.output<typeof classWire>

export const noClasses: ClassWire = { labels: [] }

export const classesFromWire = (
  { labels }: ClassWire,
  findClass: FindClass,
): { readonly label: ClassLabel } | { readonly unknownClass: string } => {
  const classes: ClassId[] = []
  for (const path of labels) {
    const id = findClass(path)
    if (id === undefined) return { unknownClass: path }
    classes.push(id)
  }
  return { label: { kind: 'Classes', classes } }
}

export const classesToWire = ({ classes }: ClassLabel, names: ReadonlyMap<string, string>): ClassWire => ({
  labels: classes.map((id) => names.get(id) ?? id),
})

export const wrongCount = (message: string): TaskProblem => ({ code: 'WrongLabelCount', message })

/** Refuses repeated classes. */
export const judgeDistinct = ({ classes }: ClassLabel): TaskProblem | undefined =>
  new Set(classes).size < classes.length
    ? wrongCount('A class occurs twice; name each class once')
    : undefined

const bytesOf = (classes: number): number => 40 + classes * 9

export const weighClasses = ({ classes }: ClassLabel): Weight => ({
  bytes: bytesOf(classes.length),
  counters: new Set(classes).size,
})

/** The weight of a label with the most classes. @param most The most classes of a label. */
export const heaviestOf = (most: number): Weight => ({ bytes: bytesOf(most), counters: most })

export const classRegions = ({ classes }: ClassLabel): readonly Region[] =>
  classes.map((id) => ({ kind: 'Class', class: id }))

export const classesFromRegions = (regions: readonly Region[]): ClassLabel | undefined =>
  regions.every(({ kind }) => kind === 'Class')
    ? { kind: 'Classes', classes: [...new Set(regions.map((region) => region.class))] }
    : undefined

/** The Jaccard index of the two sets of classes: 0 to 1. */
export const agreeOnClasses = (one: ClassLabel, other: ClassLabel): number => {
  const [left, right] = [new Set(one.classes), new Set(other.classes)]
  const all = left.union(right).size
  return all === 0 ? 1 : left.intersection(right).size / all
}

/** The classes that occur in more than the rule's share of labels, in order of first occurrence. */
export const mergeClasses = (labels: readonly ClassLabel[], { least }: MergeRule): readonly ClassId[] => {
  const votes = new Map<ClassId, number>()
  for (const { classes } of labels) for (const id of new Set(classes)) votes.set(id, (votes.get(id) ?? 0) + 1)
  return [...votes].filter(([, count]) => count > least * labels.length).map(([id]) => id)
}
