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
        'The bytes of the file, never a redirect to the storage, so that no client carries its token on to another host. A file that is too large for one response is 422 `FileTooLarge`: read it in parts by `Range`, or by its `contentUrl` in the export, without a token.',
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
