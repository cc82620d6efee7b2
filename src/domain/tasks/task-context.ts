import { choosableClasses, createClassFinder } from '../model/labels/class-tree.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { TaskContext } from './task.ts'

/** The context in which a task type judges answers of a project. */
export const taskContextOf = (
  { classes, options }: Pick<ProjectDocument, 'classes' | 'options'>,
  by: 'Labeler' | 'Reviewer',
): TaskContext => ({
  findClass: createClassFinder(choosableClasses(classes)),
  options,
  byReviewer: by === 'Reviewer',
})
