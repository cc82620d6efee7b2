import { z } from 'zod'
import type { Caller } from '../../domain/core/caller.ts'
import { projectName } from '../../domain/core/ids.ts'
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
 * Checks the role in the project before a stored response is replayed: the operation, which checks the role, does not run
 * again, and the caller may have lost the membership. @throws DomainError `ProjectNotFound`, `Forbidden`
 */
export const reauthorize = async (
  store: Store,
  access: Access,
  caller: Caller,
  params: unknown,
): Promise<void> => {
  const needed = projectRoles[access]
  if (needed !== undefined) await openProject(store, caller, projectParams.parse(params).project, needed)
}
