import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { StartExport } from '../../domain/exports/start-export.ts'
import type { ExportFileUrl } from '../../domain/exports/get-export-file.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { operationHeaders } from '../operations/operation-schemas.ts'
import type { ExportSchemas } from './export-schemas.ts'

export const startExportRoute = (
  startExport: StartExport,
  fileUrl: ExportFileUrl,
  { exportBody, startExportBody, toExport }: ExportSchemas,
) =>
  defineRoute(
    {
      operation: 'startExport',
      method: 'POST',
      path: '/projects/{project}/exports',
      summary: 'Export labels as files',
      description:
        'Shows each item as it is now, whatever is labeled while the export runs. Every export is kept; at most three of a project run at a time. With a `split` the test part is what `test` says, none if it is not given.',
      tag: 'Exports',
      access: permissions.startExport,
      idempotent: true,
      params: z.object({ project: projectName }),
      body: startExportBody,
      startsWork: true,
      responses: {
        202: {
          description: 'The export has begun',
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
      run: ({ caller, params, body, workflows }) => startExport(caller, workflows, params.project, body),
      present: async (record, { url, request }) => ({
        status: 202,
        headers: {
          ...operationHeaders(url, record.operation),
          Location: url(`/projects/${request.params.project}/exports/${record.export}`),
        },
        body: await toExport(request.params.project, record, fileUrl, url),
      }),
    },
  )
