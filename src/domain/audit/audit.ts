import { z } from 'zod'
import type { Caller } from '../core/caller.ts'
import { defineDocument } from '../core/documents.ts'
import { itemId, projectName, projectUid } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { appendOnlyPrefix, type BatchOperation } from '../ports/store.ts'
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
  project: projectName,
  uid: projectUid,
  /** Of the project, so that what was done in them is found when the project is gone. */
  segments: z.number().int(),
  /** A member, an export, an operation or a page, as the action says. */
  target: z.string().optional(),
  changes: z.array(change).optional(),
  items: z.array(itemId).optional(),
  comment: z.string().optional(),
})

/**
 * Who did what when. It is created in the batch of the change itself, wherever that is: in the partition of projects, in
 * a project's scope or in a segment; so it is there exactly if the change is. Every engine refuses to change or delete it.
 */
export type AuditDocument = z.output<typeof auditDocument>
export const projectAudits = defineDocument('workspace', 'audit', auditDocument)
export const segmentAudits = defineDocument('items', 'audit', auditDocument)

const latest = 9_999_999_999_999

/** Of one project name, all partitions together, the newest first. */
export const auditIdPrefix = (project: string): string => `${appendOnlyPrefix}${project}:`
export const auditPlace = (at: Millis, unique: string): string =>
  `${String(latest - at).padStart(13, '0')}-${unique}`

export interface AuditNote extends Pick<AuditDocument, 'target' | 'changes' | 'items' | 'comment'> {
  readonly action: AuditAction
}

/** Goes into the batch of what it tells. */
export const auditOperation = (
  caller: Caller,
  { id: project, uid, segments }: Pick<ProjectDocument, 'id' | 'uid' | 'segments'>,
  { at, unique }: { readonly at: Millis; readonly unique: string },
  note: AuditNote,
): BatchOperation => {
  const document: AuditDocument = {
    id: `${auditIdPrefix(project)}${auditPlace(at, unique)}`,
    kind: 'audit',
    at,
    by: caller.user,
    ...(caller.requestId === undefined ? {} : { requestId: caller.requestId }),
    project,
    uid,
    segments,
    ...note,
  }
  return { type: 'create', document }
}
