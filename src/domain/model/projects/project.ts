import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import { datasetName, datastoreName, operationId, projectName, projectUid } from '../../core/ids.ts'
import { mediaTypes } from '../datasets/dataset.ts'
import { commonSettings } from './settings/common-settings.ts'
import { optionsField } from './settings/define-option.ts'
import { fieldsOf } from './settings/create-settings.ts'

export const projectStatuses = ['Creating', 'Running', 'Paused', 'Completed', 'Failed', 'Deleting'] as const
export type ProjectStatus = (typeof projectStatuses)[number]

/** Version 0.1.0 stored `allowNoClass` as a field of the document and had no options. */
const upgrade = (stored: unknown): unknown => {
  if (typeof stored !== 'object' || stored === null || !('allowNoClass' in stored)) return stored
  const { allowNoClass, ...rest } = stored
  return { ...rest, options: { allowNoClass } }
}

const projectFields = z.object({
  id: projectName,
  kind: z.literal('project'),
  /** The key of all other documents of the project. A new project under the same name gets another one. */
  uid: projectUid,
  /** `Completed` is not stored; see `shownStatus`. */
  status: z.enum(['Creating', 'Running', 'Paused', 'Failed', 'Deleting']),
  mediaType: z.enum(mediaTypes),
  /** Names a task type of `tasks/`. */
  taskType: z.string(),
  dataset: datasetName,
  /** Copied from the dataset, which is immutable. */
  datastore: datastoreName,
  path: z.string(),
  ...fieldsOf(commonSettings),
  options: optionsField,
  segments: z.number().int().min(1).max(256),
  expectedItems: z.number().optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  /** The import or the deletion of the project. */
  operation: operationId,
  /** The rest of the deletion's intent, written with the status `Deleting`. Version 0.1.0 has none. */
  deletion: z
    .object({ deleteFiles: z.boolean(), startedBy: z.string(), requestId: z.string().optional() })
    .optional(),
  createdAt: z.number(),
  createdBy: z.string(),
  updatedAt: z.number(),
})

const projectDocument = z.preprocess(upgrade, projectFields)

/** Container `workspace`, partition `project`, id = name. */
export type ProjectDocument = z.output<typeof projectDocument>
export const projects = defineDocument({
  scope: 'Workspace',
  kind: 'project',
  schema: projectDocument,
  partition: 'project',
  id: 'name',
  about: 'settings, classes, status, segments; `uid` is the key of its other documents',
})
export const projectPartition = 'project'

/** The partition of a project's members, exports, refresh state and current segments of labelers. */
export const projectScope = (uid: string): string => `project:${uid}`
