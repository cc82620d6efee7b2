import type { ErrorDetail } from '../../core/errors.ts'
import type { ClassId } from '../../core/ids.ts'
import type { TaskType } from '../../model/projects/project.ts'
import { maxLabelsPerItem, type Label } from '../../model/labels/label.ts'

export interface LabelRules {
  readonly taskType: TaskType
  readonly classes: ReadonlyMap<string, ClassId>
  /** A multi-label answer may say that none of the classes holds. */
  readonly mayBeEmpty: boolean
}

type Verdict = { readonly label: Label } | { readonly problem: ErrorDetail }

/** Turns class names into a label, or says what is wrong with them. */
export const judgeLabels = (
  { taskType, classes, mayBeEmpty }: LabelRules,
  names: readonly string[],
  target: string,
): Verdict => {
  const wrongCount = (message: string): Verdict => ({ problem: { code: 'WrongLabelCount', message, target } })
  const unknown = names.find((name) => !classes.has(name))
  if (unknown !== undefined)
    return {
      problem: {
        code: 'UnknownClass',
        message: `'${unknown.slice(0, 256)}' is no class of this project; its classes are in labelClasses, nested ones joined by '/'`,
        target,
      },
    }
  const ids = names.flatMap((name) => classes.get(name) ?? [])
  if (new Set(ids).size < ids.length) return wrongCount('A class may be named once')
  if (taskType === 'MultiClass' && ids.length !== 1)
    return wrongCount('This project takes exactly one class for each item')
  if (ids.length > maxLabelsPerItem) return wrongCount(`An item takes at most ${maxLabelsPerItem} classes`)
  if (ids.length === 0 && !mayBeEmpty)
    return wrongCount('This project takes one or more classes for each item; skip it if none fits')
  return { label: { kind: 'Classes', classes: ids } }
}
