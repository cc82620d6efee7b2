import { z } from 'zod'
import { datasetName } from '../../domain/core/ids.ts'
import { writeEtag } from '../../domain/core/etag.ts'
import { toIso } from '../../domain/core/time.ts'
import type { Stored } from '../../domain/ports/store.ts'
import { etagField } from '../http/etag-schema.ts'
import {
  mediaTypes,
  type DatasetDocument,
  type DatasetVersionDocument,
} from '../../domain/model/datasets/dataset.ts'

export const datasetParams = z.object({
  dataset: datasetName.meta({ description: 'The dataset’s name', example: 'dogs-and-cats' }),
})

export const pathPattern = z.string().min(1).max(1024).meta({
  description:
    'A path pattern, relative to the datastore, which is a container or a folder of it: the path of one file, `folder/*.png` (PNG files directly in a folder), `folder/**` (all files below a folder), `**/*.*` (all files with a dot in their name) or `**` (all files). `**` matches folders at any depth, `*` matches any characters except `/`. All other characters are literal. At most 16 wildcards.',
  example: 'MultiClass - DogsCats/**',
})

export const datasetBody = z
  .object({
    name: z.string().meta({ example: 'dogs-and-cats' }),
    etag: etagField,
    mediaType: z.enum(mediaTypes),
    description: z.string().optional(),
    datastore: z.string().optional().meta({ description: 'File datasets only: the name of the datastore' }),
    path: pathPattern.optional(),
    labeledBy: z.object({ project: z.string(), export: z.string() }).optional().meta({
      description:
        'Labeled datasets only: the export that registered the latest version. Its project may have been deleted.',
    }),
    version: z.number().int().optional().meta({ description: 'Labeled datasets only: the latest version' }),
    deleting: z.literal(true).optional().meta({
      description: 'The deletion of this labeled dataset was interrupted; repeat it to complete it',
    }),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
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
    version: z.number().int(),
    labeledBy: z
      .object({ project: z.string(), export: z.string() })
      .meta({ description: 'The export that wrote the files. Its project may have been deleted.' }),
    rowCount: z.number().int().meta({ description: 'Number of labeled items' }),
    containerName: z
      .string()
      .meta({ description: 'The container with the files, in the storage account of the workspace' }),
    snapshotPath: z.string().meta({ description: 'The folder in the container' }),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
  })
  .meta({ id: 'DatasetVersion' })

export const toVersionBody = (document: DatasetVersionDocument): z.input<typeof datasetVersionBody> => ({
  version: document.version,
  labeledBy: { project: document.project, export: document.export },
  rowCount: document.rowCount,
  containerName: document.containerName,
  snapshotPath: document.snapshotPath,
  createdAt: toIso(document.createdAt),
  createdBy: document.createdBy,
})
