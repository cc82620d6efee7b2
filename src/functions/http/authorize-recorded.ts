import { z } from 'zod'
import type { Caller } from '../../domain/core/caller.ts'
import { projectName, type ProjectUid } from '../../domain/core/ids.ts'
import type { AppRole } from '../../domain/core/caller.ts'
import type { Store } from '../../domain/ports/store.ts'
import { openProject } from '../../domain/model/projects/project-access.ts'
import type { Access } from './route.ts'

const projectRoles: Readonly<Record<Access, AppRole | undefined>> = {
  Anyone: undefined,
  Signature: undefined,
  AnyRole: undefined,
  Admin: undefined,
  ProjectLabeler: 'Labeler',
  ProjectReviewer: 'Reviewer',
  ProjectAdmin: 'Admin',
  ProjectLabelerOrSignature: 'Labeler',
}

const projectParams = z.object({ project: projectName })

/**
 * Checks the role in the project of a recorded request. An outcome may be replayed only to a caller who has the role now, and
 * only for the project in which the request ran.
 * @returns The uid of the project; undefined if the route is not in a project.
 * @throws DomainError `ProjectNotFound`, `Forbidden`
 */
export const authorizeRecorded = async (
  store: Store,
  access: Access,
  caller: Caller,
  params: unknown,
): Promise<ProjectUid | undefined> => {
  const needed = projectRoles[access]
  if (needed === undefined) return undefined
  return (await openProject(store, caller, projectParams.parse(params).project, needed)).document.uid
}
