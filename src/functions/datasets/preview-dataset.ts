import { z } from 'zod'
import { reportTally } from '../../domain/model/files/file-report.ts'
import { toIso } from '../../domain/core/time.ts'
import type { DatasetContentUrls } from '../../domain/datasets/dataset-content-urls.ts'
import type { PreviewDataset } from '../../domain/datasets/preview-dataset.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { renditionUrlFields, showUrls } from '../items/content-schemas.ts'
import { filesBody } from '../operations/file-schemas.ts'
import { datasetParams } from './dataset-schemas.ts'

const previewBody = z
  .object({
    value: z
      .array(
        z
          .object({
            path: z
              .string()
              .meta({ description: 'The path of the file in the datastore', example: 'cats/1.png' }),
            size: z.number().int().meta({ description: 'Bytes' }),
            contentType: z
              .string()
              .optional()
              .meta({ description: 'The media type of the file in the storage' }),
            lastModified: z.iso.datetime().meta({ description: 'The time of its last change' }),
            contentUrl: z.url().meta({
              description:
                'A URL that returns this file, without a token; use it as the `src` of an `<img>`. Valid until `urlsExpireAt`.',
            }),
            ...renditionUrlFields,
          })
          .meta({ id: 'DatasetFile', description: 'A file of the dataset' }),
      )
      .meta({ description: 'The first files by name, at most 20' }),
    complete: z.boolean().meta({
      description:
        'Of `value`: true if the list has all files that become items. False if there are more of them, or if the search stopped at its limit. `files.complete` is that of the counts.',
    }),
    files: filesBody,
  })
  .meta({ id: 'DatasetPreview', description: 'The first files of a dataset, and counts of files' })

export const previewDatasetRoute = (previewDataset: PreviewDataset, contentUrls: DatasetContentUrls) =>
  defineRoute(
    {
      operation: 'previewDataset',
      method: 'GET',
      path: '/datasets/{dataset}/preview',
      summary: 'Lists the first files of a dataset, and counts those that are left out',
      description:
        'Returns at most 20 files by name in `value`. `files` counts, among the first 5000 names, the files that match the path, those that become items, and those that are left out, by reason. `complete` is true if `value` has all files that become items; `files.complete` is true if all names were counted.',
      tag: 'Datasets',
      access: permissions.previewDataset,
      params: datasetParams,
      responses: {
        200: { description: 'The first files; an empty list if no file matches yet', body: previewBody },
      },
      errors: [
        'DatasetNotFound',
        'DatastoreNotFound',
        'DatastoreUnreachable',
        'DatastoreUnavailable',
        'UnsupportedTask',
      ],
    },
    {
      run: ({ caller, params }) => previewDataset(caller, params),
      present: async ({ dataset, files, complete, counted, countComplete }, { url }) => {
        const urls = await contentUrls(dataset, files, url)
        const value = files.map(({ path, size, contentType, lastModified }, index) => ({
          path,
          size,
          contentType,
          lastModified: toIso(lastModified),
          ...showUrls(urls[index]),
          contentUrl: urls[index]?.contentUrl ?? '',
        }))
        return { status: 200, body: { value, complete, files: reportTally(counted, countComplete) } }
      },
    },
  )
