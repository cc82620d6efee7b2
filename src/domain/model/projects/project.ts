import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import { datasetName, datastoreName, operationId, projectName, projectUid } from '../../core/ids.ts'
import { mediaTypes } from '../datasets/dataset.ts'
import { labelClass } from '../labels/label-class.ts'

export const projectStatuses = ['Creating', 'Running', 'Paused', 'Completed', 'Failed', 'Deleting'] as const
export type ProjectStatus = (typeof projectStatuses)[number]

const projectDocument = z.object({
  id: projectName,
  kind: z.literal('project'),
  /** Keys everything else of the project; a project that is made again under the same name gets another. */
  uid: projectUid,
  /** As stored: `Completed` is not stored, it is what a running project with nothing open is shown as. */
  status: z.enum(['Creating', 'Running', 'Paused', 'Failed', 'Deleting']),
  displayName: z.string().optional(),
  description: z.string().optional(),
  tags: z.record(z.string(), z.string()),
  mediaType: z.enum(mediaTypes),
  /** Names a task type of `tasks/`. */
  taskType: z.string(),
  dataset: datasetName,
  /** Copied from the dataset: they are fixed with it. */
  datastore: datastoreName,
  path: z.string(),
  incrementalRefresh: z.enum(['Enabled', 'Disabled']),
  /** What becomes of a labeled item whose file changes: keep the label and flag it, or label it again. */
  changedFiles: z.enum(['Flag', 'Requeue']),
  classes: z.array(labelClass),
  /** Multi-label: an answer may name no class, meaning that none holds. */
  allowNoClass: z.boolean(),
  instructions: z.object({ text: z.string().optional(), url: z.string().optional() }).optional(),
  /** How long a page is held, ms. */
  pageLease: z.number(),
  segments: z.number().int().min(1).max(256),
  expectedItems: z.number().optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  /** The import, or the deletion, that the status speaks of. */
  operation: operationId,
  createdAt: z.number(),
  createdBy: z.string(),
  updatedAt: z.number(),
})

/** Container `workspace`, partition `project`, id = name. */
export type ProjectDocument = z.output<typeof projectDocument>
export const projects = defineDocument({
  scope: 'Workspace',
  kind: 'project',
  schema: projectDocument,
  partition: 'project',
  id: 'name',
  about: 'settings, classes, status, segments; `uid` keys the rest',
})
export const projectPartition = 'project'

/** Members, exports, the refresh's state and labelers' positions of one project. */
export const projectScope = (uid: string): string => `project:${uid}`
