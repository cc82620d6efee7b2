import { z } from 'zod'
import { exportId, projectName } from '../../domain/core/ids.ts'
import type { GetExport } from '../../domain/exports/get-export.ts'
import type { StartExport } from '../../domain/exports/start-export.ts'
import type { ExportFileUrl } from '../../domain/exports/get-export-file.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import type { GetOperation } from '../../domain/operations/get-operation.ts'
import { operationHeaders, toStartedOperation } from '../operations/operation-schemas.ts'
import type { ExportSchemas } from './export-schemas.ts'

export const startExportRoute = (
  startExport: StartExport,
  getExport: GetExport,
  getOperation: GetOperation,
  fileUrl: ExportFileUrl,
  { exportBody, startExportBody, toExport }: ExportSchemas,
) =>
  defineRoute(
    {
      operation: 'startExport',
      method: 'POST',
      path: '/projects/{project}/exports',
      summary: 'Starts an export',
      description: [
        'Exports the labels of a project to files. The export holds the items as they are at the start; later labels are not exported. Exports are kept until they are deleted, or until the age limit of the project (`exportRetention`). At most three exports of a project run at the same time. With a `split`, the test part exists only if `test` is given.',
        'Beside the files of its format each export has `README.md`, which says how to load it, and, in the folder `__about`, `manifest.json`: where the images are, and how many items have a row or are left out, by reason. `counts.withoutImage` counts rows without a usable image, `counts.leftOut.withoutImage` items that have no row for this reason.',
        'Items are listed there in JSON Lines with `item`, `path`, `url` and `absolute_url`: in `problems.jsonl`, if there are any, all items without a usable image with `problem`, `exported` and, if it is known, `reason`; in `changed.jsonl`, if there are any, the rows whose file changed after they were labeled (`counts.changed`); in `removed.jsonl`, with `since`, the items that are no longer in the export; in `leftOut.jsonl` items without a row, with `reason`, because their file is missing, they were removed or have no usable image; in `unsaid.jsonl`, with `reason`, parts of labels that the format cannot say.',
      ].join(' '),
      tag: 'Exports',
      access: permissions.startExport,
      idempotent: 'Recorded',
      params: z.object({ project: projectName }),
      body: startExportBody,
      startsWork: true,
      responses: {
        202: {
          description: 'The started export',
          body: exportBody,
          headers: ['Location', 'Operation-Location', 'Retry-After'],
        },
      },
      errors: [
        'ProjectNotFound',
        'ProjectBusy',
        'TooManyExports',
        'ExportNotFound',
        'DatasetInUse',
        'DatastoreNotFound',
      ],
    },
    {
      run: ({ caller, params, body, workflows, seed }) =>
        startExport(caller, workflows, params.project, { ...body, seed }),
      recorded: {
        keep: (record) => record.export,
        replay: (kept, { caller, params }) => getExport(caller, params.project, exportId.parse(kept)),
      },
      present: async (record, { url, request }) => ({
        status: 202,
        headers: {
          ...operationHeaders(url, record.operation),
          Location: url(`/projects/${request.params.project}/exports/${record.export}`),
        },
        body: {
          ...(await toExport(request.params.project, record, fileUrl, url)),
          operation: toStartedOperation(await getOperation(request.caller, record.operation)),
        },
      }),
    },
  )
