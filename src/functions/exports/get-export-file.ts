import { z } from 'zod'
import type { GetExportFile } from '../../domain/exports/get-export-file.ts'
import { contentConditions } from '../http/content-conditions.ts'
import { contentReply, contentResponses } from '../http/content-response.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { exportParams } from './export-schemas.ts'

/** A segment of a path that no reader resolves. */
export const exportFileName = z
  .string()
  .max(255)
  .regex(/^([^/\\%.]|[^/\\%][^/\\%.]|[^/\\%.][^/\\%]|[^/\\%]{3,255})$/)
  .meta({ description: 'The name of the file in `files` of the export', example: 'manifest.json' })

export const getExportFileRoute = (getExportFile: GetExportFile) =>
  defineRoute(
    {
      operation: 'getExportFile',
      method: 'GET',
      path: '/projects/{project}/exports/{exportId}/files/{name}',
      summary: 'Returns a file of an export',
      description:
        'Redirects to a signed storage URL if the storage can sign one. Otherwise returns the bytes. Follow the redirect without the token, as the storage is another host, or use `contentUrl` of the file in the export.',
      tag: 'Exports',
      access: permissions.getExportFile,
      params: exportParams.extend({ name: exportFileName }),
      responses: {
        ...contentResponses,
        200: {
          ...contentResponses[200],
          description:
            'The whole file; `Content-Type` says what it is, such as `application/json`, `application/jsonl`, `text/csv` or `text/yaml`',
        },
        302: {
          description: 'Redirect to a storage URL that is valid for some minutes',
          headers: ['Location'],
        },
      },
      errors: [
        'ProjectNotFound',
        'ExportNotFound',
        'ExportFileNotFound',
        'FileTooLarge',
        'RangeNotSatisfiable',
      ],
    },
    {
      run: ({ caller, params, header }) =>
        getExportFile(caller, params.project, params.exportId, params.name, contentConditions(header)),
      present: (opened, { request }) => {
        switch (opened.kind) {
          case 'Redirect':
            return { status: 302, headers: { Location: opened.url } }
          case 'NotModified':
            return contentReply('NotModified', { path: '', ifNoneMatch: request.header('if-none-match') })
          case 'Opened':
            return contentReply(opened.blob, {
              path: opened.file.name,
              downloadAs: opened.file.contentType,
            })
        }
      },
    },
  )
