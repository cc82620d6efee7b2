import { choosableClasses } from '../model/labels/class-tree.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { TaskContext } from './task.ts'

/** What answers of a project are judged by. */
export const taskContextOf = (
  { classes, options }: Pick<ProjectDocument, 'classes' | 'options'>,
  by: 'Labeler' | 'Reviewer',
): TaskContext => ({ classes: choosableClasses(classes), options, byReviewer: by === 'Reviewer' })
