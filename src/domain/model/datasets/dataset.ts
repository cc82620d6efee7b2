import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import { datasetName, datastoreName, exportId, projectName } from '../../core/ids.ts'

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
  /** Registered by an export. Every later export of the project adds a version. */
  z.object({
    ...common,
    type: z.literal('Labeled'),
    project: projectName,
    export: exportId,
    version: z.number().int().positive(),
  }),
])

/** Container `workspace`, partition `dataset`, id = name. */
export type DatasetDocument = z.output<typeof datasetDocument>
export type FileDataset = Extract<DatasetDocument, { type: 'Files' }>
export const datasets = defineDocument({
  scope: 'Workspace',
  kind: 'dataset',
  schema: datasetDocument,
  partition: 'dataset',
  id: 'name',
  about: 'a selection of files, or the labeled dataset that exports register',
})
export const datasetPartition = 'dataset'

const datasetVersionDocument = z.object({
  id: z.string(),
  kind: z.literal('datasetVersion'),
  version: z.number().int().positive(),
  project: projectName,
  export: exportId,
  rowCount: z.number(),
  containerName: z.string(),
  snapshotPath: z.string(),
  createdAt: z.number(),
  createdBy: z.string(),
})

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
