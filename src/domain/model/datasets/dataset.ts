import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import { datasetName, datastoreName, exportId, projectName, projectUid } from '../../core/ids.ts'

export const mediaTypes = ['Image', 'Text'] as const
export type MediaType = (typeof mediaTypes)[number]

const common = {
  id: datasetName,
  kind: z.literal('dataset'),
  mediaType: z.enum(mediaTypes),
  description: z.string().optional(),
  createdAt: z.number(),
  createdBy: z.string(),
}

const datasetDocument = z.discriminatedUnion('type', [
  /** A selection of files, made by an administrator. Immutable except for its description. */
  z.object({
    ...common,
    type: z.literal('Files'),
    datastore: datastoreName,
    /** `folder/**`, `folder/*.png`, `**\/*.*`, or the path of one file. */
    path: z.string(),
  }),
  /** Registered by an export. Every later export of the same project adds a version. */
  z.object({
    ...common,
    type: z.literal('Labeled'),
    project: projectName,
    /** The owner of the name. Absent in documents of version 0.1.0; see `findOwner`. */
    projectUid: projectUid.optional(),
    /** The export of the newest version. */
    export: exportId,
    version: z.number().int().positive(),
    /** The greatest number of a version that was deleted; it is not given again. */
    lastVersion: z.number().int().positive().optional(),
    /** Its deletion has begun, so it has no versions any more. Repeating the deletion completes it. */
    deleting: z.literal(true).optional(),
  }),
])

/** Container `workspace`, partition `dataset`, id = name. */
export type DatasetDocument = z.output<typeof datasetDocument>
export type FileDataset = Extract<DatasetDocument, { type: 'Files' }>
export type LabeledDataset = Extract<DatasetDocument, { type: 'Labeled' }>
export const datasets = defineDocument({
  scope: 'Workspace',
  kind: 'dataset',
  schema: datasetDocument,
  partition: 'dataset',
  id: 'name',
  about: 'a selection of files, or the labeled dataset that exports register',
})
export const datasetPartition = 'dataset'

/** Version 0.1.0 did not store the owner; the folder of an export is `<project>/<uid>/<export>`. */
const upgradeVersion = (stored: unknown): unknown => {
  if (typeof stored !== 'object' || stored === null || 'projectUid' in stored) return stored
  if (!('snapshotPath' in stored) || typeof stored.snapshotPath !== 'string') return stored
  const [, uid, folder] = stored.snapshotPath.split('/')
  return uid === undefined || folder === undefined ? stored : { ...stored, projectUid: uid }
}

const datasetVersionFields = z.object({
  id: z.string(),
  kind: z.literal('datasetVersion'),
  version: z.number().int().positive(),
  project: projectName,
  projectUid: projectUid.optional(),
  export: exportId,
  rowCount: z.number(),
  containerName: z.string(),
  snapshotPath: z.string(),
  createdAt: z.number(),
  createdBy: z.string(),
})

const datasetVersionDocument = z.preprocess(upgradeVersion, datasetVersionFields)

/** Container `workspace`, partition `dataset:<name>`, id = `v<version>`. */
export type DatasetVersionDocument = z.output<typeof datasetVersionDocument>
export const datasetVersions = defineDocument({
  scope: 'Workspace',
  kind: 'datasetVersion',
  schema: datasetVersionDocument,
  partition: 'dataset:<name>',
  id: '`v<version>`',
  about: 'one version of a labeled dataset',
  fields: { version: 'number' },
  indexes: [['kind', 'version']],
})
export const datasetVersionPartition = (name: string): string => `dataset:${name}`
export const datasetVersionId = (version: number): string => `v${version}`
