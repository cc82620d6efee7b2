import type { GetExport } from '../../domain/exports/get-export.ts'
import type { ExportFileUrl } from '../../domain/exports/get-export-file.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { exportParams, type ExportSchemas } from './export-schemas.ts'

export const getExportRoute = (
  getExport: GetExport,
  fileUrl: ExportFileUrl,
  { exportBody, toExport }: ExportSchemas,
) =>
  defineRoute(
    {
      operation: 'getExport',
      method: 'GET',
      path: '/projects/{project}/exports/{exportId}',
      summary: 'Returns an export',
      tag: 'Exports',
      access: permissions.getExport,
      params: exportParams,
      responses: { 200: { description: 'The export', body: exportBody } },
      errors: ['ProjectNotFound', 'ExportNotFound'],
    },
    {
      run: ({ caller, params }) => getExport(caller, params.project, params.exportId),
      present: async (record, { url, request }) => ({
        status: 200,
        body: await toExport(request.params.project, record, fileUrl, url),
      }),
    },
  )
