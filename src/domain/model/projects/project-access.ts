import { includesRole, lowerRole, type Caller } from '../../core/caller.ts'
import { DomainError } from '../../core/errors.ts'
import type { ProjectName } from '../../core/ids.ts'
import { memberDocumentId, members } from '../members/member.ts'
import type { AppRole } from '../../core/caller.ts'
import type { Store, Stored } from '../../ports/store.ts'
import { projectPartition, projects, projectScope, type ProjectDocument } from './project.ts'

export const projectNotFound = (name: string): DomainError =>
  new DomainError('ProjectNotFound', `There is no project '${name}' that you are a member of`, {
    target: 'project',
  })

/**
 * The caller's role in a project. An app Admin is a member of every project; other callers have the lower of their app
 * role and their role as a member. Undefined for callers that are no members.
 */
export const roleInProject = async (
  store: Store,
  caller: Caller,
  project: ProjectDocument,
  { fenced = true }: { readonly fenced?: boolean } = {},
): Promise<AppRole | undefined> => {
  if (caller.role === 'Admin' || caller.role === undefined) return caller.role
  // Rights that were taken away end at once, on every instance.
  if (fenced) await store.fence('workspace', projectScope(project.uid))
  const member = await members.read(store, projectScope(project.uid), memberDocumentId(caller.user))
  return member && lowerRole(caller.role, member.document.role)
}

export interface OpenedProject extends Stored<ProjectDocument> {
  /** The caller's role in this project. */
  readonly role: AppRole
}

/**
 * The first statement of each operation on a project: reads the project and checks the caller's role.
 * @param options.fenced False if the operation reads the membership again, behind a fence, before it shows anything.
 * @throws DomainError `ProjectNotFound` also to non-members, to whom a project does not exist; `Forbidden` to a member
 * whose role does not include `needed`
 */
export const openProject = async (
  store: Store,
  caller: Caller,
  name: ProjectName,
  needed: AppRole,
  options: { readonly fenced?: boolean } = {},
): Promise<OpenedProject> => {
  const project = await projects.read(store, projectPartition, name)
  const role = project && (await roleInProject(store, caller, project.document, options))
  if (!project || !role) throw projectNotFound(name)
  if (!includesRole(role, needed))
    throw new DomainError('Forbidden', `This needs the role ${needed} in the project; your role is ${role}`)
  return { ...project, role }
}
