import { includesRole, type AppRole } from '../../core/caller.ts'
import type { ProjectDocument } from './project.ts'

/** True if a caller with this role in the project is told the paths of its files: they can give the answer away. */
export const seesPaths = (project: Pick<ProjectDocument, 'labelersSeePaths'>, role: AppRole): boolean =>
  includesRole(role, 'Reviewer') || project.labelersSeePaths
