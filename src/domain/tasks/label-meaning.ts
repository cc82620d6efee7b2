import type { Label } from '../model/labels/label.ts'
import type { Task } from './task.ts'

/** A text that is the same for labels with the same regions. The order of the regions has no meaning. */
export const labelMeaning = (task: Task, label: Label): string =>
  JSON.stringify([
    label.kind,
    ...task
      .regionsOf(label)
      .map((region) => JSON.stringify(region))
      .toSorted(),
  ])
