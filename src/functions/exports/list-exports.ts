import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { ListExports } from '../../domain/exports/list-exports.ts'
import type { ExportFileUrl } from '../../domain/exports/get-export-file.ts'
import { listOf, listQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import type { ExportSchemas } from './export-schemas.ts'

export const listExportsRoute = (
  listExports: ListExports,
  fileUrl: ExportFileUrl,
  { exportBody, toExport }: ExportSchemas,
) =>
  defineRoute(
    {
      operation: 'listExports',
      method: 'GET',
      path: '/projects/{project}/exports',
      summary: 'Lists the exports of a project, newest first',
      tag: 'Exports',
      access: permissions.listExports,
      params: z.object({ project: projectName }),
      query: listQuery,
      responses: { 200: { description: 'One list page of exports', body: listOf(exportBody, 'ExportList') } },
      errors: ['ProjectNotFound', 'InvalidContinuation'],
    },
    {
      run: ({ caller, params, query }) =>
        listExports(caller, params.project, { limit: query.maxpagesize, continuation: query.continuation }),
      present: async ({ exports, continuation }, context) => {
        const { project } = context.request.params
        const documents = await Promise.all(
          exports.map((record) => toExport(project, record, fileUrl, context.url)),
        )
        return { status: 200, body: toList({ documents, continuation }, context, (one) => one) }
      },
    },
  )
