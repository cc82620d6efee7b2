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
      summary: 'Lists the label formats',
      description: 'Returns all formats of this service version, for all task types.',
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
