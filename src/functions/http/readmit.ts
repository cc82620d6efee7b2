import { z } from 'zod'
import type { Caller } from '../../domain/core/caller.ts'
import { projectName } from '../../domain/core/ids.ts'
import type { AppRole } from '../../domain/core/caller.ts'
import type { Store } from '../../domain/ports/store.ts'
import { openProject } from '../../domain/model/projects/project-access.ts'
import type { Access } from './route.ts'

const roleInProject: Readonly<Record<Access, AppRole | undefined>> = {
  Anyone: undefined,
  Signature: undefined,
  AnyRole: undefined,
  Admin: undefined,
  ProjectLabeler: 'Labeler',
  ProjectReviewer: 'Reviewer',
  ProjectAdmin: 'Admin',
  ProjectLabelerOrSignature: 'Labeler',
}

const inProject = z.object({ project: projectName })

/**
 * Before an earlier answer is repeated: the operation, which would check, is not run again, and who could ask then need
 * not be a member any more. @throws DomainError `ProjectNotFound`, `Forbidden`
 */
export const readmit = async (
  store: Store,
  access: Access,
  caller: Caller,
  params: unknown,
): Promise<void> => {
  const needed = roleInProject[access]
  if (needed !== undefined) await openProject(store, caller, inProject.parse(params).project, needed)
}
