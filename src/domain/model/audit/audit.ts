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
  'AddMember',
  'ChangeMember',
  'RemoveMember',
  'ApproveItems',
  'RejectItems',
  'AcceptSkips',
  'LabelItem',
  'ReleasePage',
  'StartExport',
  'CancelExport',
  'CreateDatastore',
  'ReplaceDatastore',
  'DeleteDatastore',
  'CreateDataset',
  'DescribeDataset',
  'DeleteDataset',
] as const
export type AuditAction = (typeof auditActions)[number]

const change = z.object({
  /** A setting, or `role` of a member. */
  name: z.string(),
  /** Values are there for what is short; of texts and classes only that they changed. */
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
  /** Absent for what was done to the workspace. With `segments`, so that all is found when the project is gone. */
  project: z.object({ name: projectName, uid: projectUid, segments: z.number().int() }).optional(),
  /** A member, an export, an operation, a page, a datastore or a dataset, as the action says. */
  target: z.string().optional(),
  changes: z.array(change).optional(),
  items: z.array(itemId).optional(),
  comment: z.string().optional(),
})

/**
 * Who did what when. It is created in the batch of the change itself, wherever that is: in the partition of projects,
 * datastores or datasets, in a project's scope or in a segment; so it is there exactly if the change is. Every engine
 * refuses to change or delete it.
 */
export type AuditDocument = z.output<typeof auditDocument>
export const workspaceAudits = defineDocument({
  scope: 'Workspace',
  kind: 'audit',
  schema: auditDocument,
  partition: 'project',
  id: '`audit:<project or *>:<time>-<unique>`',
  about: 'a change of a project, datastore or dataset, in the partition of that change',
  appendOnly: true,
})
export const segmentAudits = defineDocument({
  scope: 'Segment',
  kind: 'audit',
  schema: auditDocument,
  id: '`audit:<project>:<time>-<unique>`',
  about: 'a review or release in this segment',
  appendOnly: true,
})

const maxTime = 9_999_999_999_999

/** Ids of one project name, or of the workspace, sort by time over all partitions, the newest first. */
export const auditIdPrefix = (project?: string): string => `${appendOnlyPrefix}${project ?? '*'}:`
const auditIdSuffix = (at: Millis, unique: string): string =>
  `${String(maxTime - at).padStart(13, '0')}-${unique}`

export interface AuditDetails extends Pick<AuditDocument, 'target' | 'changes' | 'items' | 'comment'> {
  readonly action: AuditAction
}

/** Goes into the batch of what it tells. @param project Undefined: it was done to the workspace. */
export const auditOperation = (
  caller: Caller,
  project: Pick<ProjectDocument, 'id' | 'uid' | 'segments'> | undefined,
  { at, unique }: { readonly at: Millis; readonly unique: string },
  details: AuditDetails,
): BatchOperation => {
  const document: AuditDocument = {
    id: `${auditIdPrefix(project?.id)}${auditIdSuffix(at, unique)}`,
    kind: 'audit',
    at,
    by: caller.user,
    ...(caller.requestId === undefined ? {} : { requestId: caller.requestId }),
    ...(project && { project: { name: project.id, uid: project.uid, segments: project.segments } }),
    ...details,
  }
  return { type: 'create', document }
}
