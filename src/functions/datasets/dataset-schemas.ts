import { z } from 'zod'
import { mediaTypeAnswer } from './media-type-schema.ts'
import { writeEtag } from '../../domain/core/etag.ts'
import { datasetName, datastoreName, exportId, projectName, userId } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import type { Stored } from '../../domain/ports/store.ts'
import { etagField } from '../http/etag-schema.ts'
import { type DatasetDocument, type DatasetVersionDocument } from '../../domain/model/datasets/dataset.ts'

export const datasetParams = z.object({
  dataset: datasetName.meta({ description: 'The name of the dataset', example: 'dogs-and-cats' }),
})

export const pathPattern = z.string().min(1).max(1024).meta({
  description:
    'A path pattern, relative to the datastore, which is a container or a folder of it: the path of one file, `folder/*.png` (PNG files directly in a folder), `folder/**` (all files below a folder), `**` (all files), or `**` followed by a slash and `*.*` (each file with a dot in its name). `**` matches folders at any depth, `*` matches any characters except `/`. All other characters are literal. At most 16 wildcards.',
  example: 'MultiClass - DogsCats/**',
})

const labelingSource = z
  .object({
    project: projectName.meta({ description: 'The name of the project, which may have been deleted' }),
    export: exportId.meta({ description: 'The id of the export' }),
  })
  .meta({ id: 'LabelingSource', description: 'The export that wrote the labels' })

const createdAt = z.iso
  .datetime()
  .meta({ description: 'The time of creation', example: '2026-10-01T08:30:00.000Z' })
const createdBy = userId.meta({ description: 'The object id of the user who created it' })

export const datasetBody = z
  .object({
    name: datasetName,
    etag: etagField,
    mediaType: mediaTypeAnswer.meta({ description: 'The kind of its files' }),
    description: z.string().optional().meta({ description: 'Free text' }),
    datastore: datastoreName
      .optional()
      .meta({ description: 'File datasets only: the name of the datastore' }),
    path: pathPattern.optional(),
    labeledBy: labelingSource.optional().meta({
      description:
        'Labeled datasets only: the export that registered the latest version. Its project may have been deleted.',
    }),
    version: z.number().int().optional().meta({ description: 'Labeled datasets only: the latest version' }),
    deleting: z.boolean().optional().meta({
      description: 'True if the deletion of this labeled dataset was interrupted; repeat it to complete it',
    }),
    createdAt,
    createdBy,
  })
  .meta({
    id: 'Dataset',
    description:
      'A fixed selection of files (`datastore`, `path`), or a labeled dataset (`labeledBy`, `version`)',
  })

export const toDatasetBody = ({ document, etag }: Stored<DatasetDocument>): z.input<typeof datasetBody> => ({
  name: document.id,
  etag: writeEtag(etag),
  mediaType: document.mediaType,
  description: document.description,
  ...(document.type === 'Files'
    ? { datastore: document.datastore, path: document.path }
    : {
        labeledBy: { project: document.project, export: document.export },
        version: document.version,
        deleting: document.deleting,
      }),
  createdAt: toIso(document.createdAt),
  createdBy: document.createdBy,
})

export const datasetVersionBody = z
  .object({
    version: z.number().int().meta({ description: 'The number of the version, from 1' }),
    labeledBy: labelingSource.meta({
      description: 'The export that wrote the files. Its project may have been deleted.',
    }),
    rowCount: z.number().int().meta({ description: 'Number of labeled items' }),
    containerName: z
      .string()
      .meta({ description: 'The container with the files, in the storage account of the workspace' }),
    snapshotPath: z.string().meta({ description: 'The folder in the container' }),
    createdAt,
    createdBy,
  })
  .meta({ id: 'DatasetVersion', description: 'One version of a labeled dataset: the files of one export' })

export const toVersionBody = (document: DatasetVersionDocument): z.input<typeof datasetVersionBody> => ({
  version: document.version,
  labeledBy: { project: document.project, export: document.export },
  rowCount: document.rowCount,
  containerName: document.containerName,
  snapshotPath: document.snapshotPath,
  createdAt: toIso(document.createdAt),
  createdBy: document.createdBy,
})
