import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { ListProjectFormats } from '../../domain/exports/list-project-formats.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { formatList, toFormatList } from './format-schemas.ts'

export const listProjectFormatsRoute = (listProjectFormats: ListProjectFormats) =>
  defineRoute(
    {
      operation: 'listProjectFormats',
      method: 'GET',
      path: '/projects/{project}/formats',
      summary: 'Lists the formats that can hold the labels of a project',
      tag: 'Exports',
      access: permissions.listProjectFormats,
      params: z.object({ project: projectName }),
      responses: { 200: { description: 'The formats', body: formatList } },
      errors: ['ProjectNotFound'],
    },
    {
      run: ({ caller, params }) => listProjectFormats(caller, params.project),
      present: (listed) => ({ status: 200, body: toFormatList(listed) }),
    },
  )
