import type { ItemOutcome } from '../../domain/model/items/item.ts'
import { classNames } from '../../domain/model/labels/class-tree.ts'
import type { ProjectDocument } from '../../domain/model/projects/project.ts'
import type { Tasks } from '../../domain/tasks/tasks.ts'

/** The label fields of a decision in a response; without a label those of no label. */
export const createShowLabel =
  (tasks: Tasks) => (project: ProjectDocument, decided: ItemOutcome | undefined) => {
    const task = tasks.of(project)
    const names = classNames(project.classes)
    if (decided?.type !== 'Label') return { labels: [], ...task.noLabel }
    const classes = task.classesOf(decided.label).map((id) => names.get(id) ?? id)
    return { labels: classes, ...task.show(decided.label, names) }
  }
