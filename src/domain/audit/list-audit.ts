import { isDomainError } from '../core/errors.ts'
import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ProjectName } from '../core/ids.ts'
import { segmentPartition } from '../model/items/segment.ts'
import type { Store } from '../ports/store.ts'
import { openProject } from '../model/projects/project-access.ts'
import { projectPartition, projectScope, type ProjectDocument } from '../model/projects/project.ts'
import { auditIdPrefix, segmentAudits, workspaceAudits } from '../model/audit/audit.ts'
import {
  mergeAudit,
  type AuditListPage,
  type AuditListInput,
  type AuditPartition,
} from '../model/audit/merge-audit.ts'

type Subject = Pick<ProjectDocument, 'uid' | 'segments'>

const projectAudits: AuditPartition = [workspaceAudits, projectPartition]

/** The partitions of a deleted project, from its audit entries in the partition of projects. */
const findDeletedSubject = async (store: Store, name: ProjectName): Promise<Subject | undefined> => {
  const { entries } = await mergeAudit(store, auditIdPrefix(name), [projectAudits], { pageSize: 1 })
  return entries[0]?.project
}

const openSubject = async (store: Store, caller: Caller, name: ProjectName): Promise<Subject> => {
  try {
    return (await openProject(store, caller, name, 'Admin')).document
  } catch (error) {
    if (caller.role !== 'Admin' || !isDomainError(error, 'ProjectNotFound')) throw error
    const deleted = await findDeletedSubject(store, name)
    if (!deleted) throw error
    return deleted
  }
}

const partitionsOf = ({ uid, segments }: Subject): readonly AuditPartition[] => [
  projectAudits,
  [workspaceAudits, projectScope(uid)],
  ...Array.from({ length: segments }, (_, segment): AuditPartition => [
    segmentAudits,
    segmentPartition(uid, segment),
  ]),
]

/**
 * The audit entries of a project from all its partitions, merged by time, newest first. Works also after its deletion.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `InvalidContinuation`
 */
export const listAudit =
  ({ store }: Pick<Deps, 'store'>) =>
  async (
    caller: Caller,
    { project, ...input }: AuditListInput & { readonly project: ProjectName },
  ): Promise<AuditListPage> => {
    const subject = await openSubject(store, caller, project)
    return mergeAudit(store, auditIdPrefix(project), partitionsOf(subject), input)
  }

export type ListAudit = ReturnType<typeof listAudit>
