import type { ListFormats } from '../../domain/exports/list-formats.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { formatList, toFormatList } from './format-schemas.ts'

export const listFormatsRoute = (listFormats: ListFormats) =>
  defineRoute(
    {
      operation: 'listFormats',
      method: 'GET',
      path: '/formats',
      summary: 'List the formats of labels',
      description: 'All that this version of the service knows, whatever the task type.',
      tag: 'Exports',
      access: permissions.listFormats,
      responses: { 200: { description: 'The formats', body: formatList } },
      errors: [],
    },
    {
      run: ({ caller }) => listFormats(caller),
      present: (listed) => ({ status: 200, body: toFormatList(listed) }),
    },
  )
