import { z } from 'zod'
import type { Caller } from '../../core/caller.ts'
import { defineDocument } from '../documents/define-document.ts'
import { itemId, projectName, projectUid } from '../../core/ids.ts'
import type { Millis } from '../../core/time.ts'
import { appendOnlyPrefix, type BatchOperation } from '../../ports/store.ts'
import type { ProjectDocument } from '../projects/project.ts'

export const auditActions = [
  'CreateProject',
  'ChangeSettings',
  'PauseProject',
  'ResumeProject',
  'DeleteProject',
  'RefreshProject',
  'RecountProject',
  'AddMember',
  'ChangeMember',
  'RemoveMember',
  'ApproveItems',
  'UnapproveItems',
  'RejectItems',
  'AcceptSkips',
  'RemoveItems',
  'RestoreItems',
  'LabelItem',
  'ReleasePage',
  'StartExport',
  'CancelExport',
  'DeleteExport',
  'CreateDatastore',
  'ReplaceDatastore',
  'DeleteDatastore',
  'CreateUploadUrls',
  'CreateDataset',
  'DescribeDataset',
  'DeleteDataset',
  'DeletePerson',
] as const
export type AuditAction = (typeof auditActions)[number]

const change = z.object({
  /** The name of a setting or of a counter, or `role` for a member. */
  name: z.string(),
  /** Present for short values. A change of texts or classes has only its name. */
  from: z.string().optional(),
  to: z.string().optional(),
})
export type AuditChange = z.output<typeof change>

const auditDocument = z.object({
  id: z.string(),
  kind: z.literal('audit'),
  at: z.number(),
  by: z.string(),
  requestId: z.string().optional(),
  action: z.enum(auditActions),
  /** Absent for changes of the workspace. `segments` finds the entries of a project that was deleted. */
  project: z.object({ name: projectName, uid: projectUid, segments: z.number().int() }).optional(),
  /** The id of a member, person, export, operation, page, datastore or dataset; depending on the action. */
  target: z.string().optional(),
  changes: z.array(change).optional(),
  items: z.array(itemId).optional(),
  comment: z.string().optional(),
})

/**
 * An audit entry: actor, action and time. It is created in the batch of the change, in the partition of that change
 * (projects, datastores, datasets, people, a project's scope or a segment), so an entry exists exactly if its change does.
 * Audit entries are append-only: every engine refuses to change or delete them.
 */
export type AuditDocument = z.output<typeof auditDocument>
export const workspaceAudits = defineDocument({
  scope: 'Workspace',
  kind: 'audit',
  schema: auditDocument,
  partition: 'project',
  id: '`audit:<project or *>:<time>-<unique>`',
  about: 'audit entry for a project, datastore, dataset or person, in the partition of the change',
  appendOnly: true,
})
export const segmentAudits = defineDocument({
  scope: 'Segment',
  kind: 'audit',
  schema: auditDocument,
  id: '`audit:<project>:<time>-<unique>`',
  about: 'audit entry for a review, a removal of items, the release of a page, or a recount in this segment',
  appendOnly: true,
})

const maxTime = 9_999_999_999_999

/** Ids with this prefix (one project name, or the workspace) sort by time across all partitions, newest first. */
export const auditIdPrefix = (project?: string): string => `${appendOnlyPrefix}${project ?? '*'}:`

/** The time of a change, and a suffix of letters `a-z` and digits that makes the id unique. */
interface AuditMoment {
  readonly at: Millis
  readonly unique: string
  /** Sorts the entry in place of its time: the same for repetitions of a request, which then write one entry. */
  readonly sortedAt?: Millis
}

export const auditId = (project: string | undefined, { at, unique, sortedAt = at }: AuditMoment): string =>
  `${auditIdPrefix(project)}${String(maxTime - sortedAt).padStart(13, '0')}-${unique}`

export interface AuditDetails extends Pick<AuditDocument, 'target' | 'changes' | 'items' | 'comment'> {
  readonly action: AuditAction
}

/**
 * The operation that creates an audit entry, for the batch of the change.
 * @param project Undefined for a change of the workspace.
 */
export const auditOperation = (
  caller: Pick<Caller, 'user' | 'requestId'>,
  project: Pick<ProjectDocument, 'id' | 'uid' | 'segments'> | undefined,
  moment: AuditMoment,
  details: AuditDetails,
): BatchOperation => {
  const document: AuditDocument = {
    id: auditId(project?.id, moment),
    kind: 'audit',
    at: moment.at,
    by: caller.user,
    ...(caller.requestId === undefined ? {} : { requestId: caller.requestId }),
    ...(project && { project: { name: project.id, uid: project.uid, segments: project.segments } }),
    ...details,
  }
  return { type: 'create', document }
}
