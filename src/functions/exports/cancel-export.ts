import type { CancelExport } from '../../domain/exports/cancel-export.ts'
import type { ExportFileUrl } from '../../domain/exports/get-export-file.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { exportParams, type ExportSchemas } from './export-schemas.ts'

export const cancelExportRoute = (
  cancelExport: CancelExport,
  fileUrl: ExportFileUrl,
  { exportBody, toExport }: ExportSchemas,
) =>
  defineRoute(
    {
      operation: 'cancelExport',
      method: 'POST',
      path: '/projects/{project}/exports/{exportId}/cancel',
      summary: 'Cancels an export',
      description: 'A canceled export publishes no files. A repeated cancel has no effect.',
      tag: 'Exports',
      access: permissions.cancelExport,
      idempotent: 'ByItself',
      params: exportParams,
      responses: { 200: { description: 'The canceled export', body: exportBody } },
      errors: ['ProjectNotFound', 'ExportNotFound', 'ExportFinished'],
    },
    {
      run: ({ caller, params }) => cancelExport(caller, params.project, params.exportId),
      present: async (record, { url, request }) => ({
        status: 200,
        body: await toExport(request.params.project, record, fileUrl, url),
      }),
    },
  )
