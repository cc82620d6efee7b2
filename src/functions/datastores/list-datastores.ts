import type { ListDatastores } from '../../domain/datastores/list-datastores.ts'
import { listOf, listQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { datastoreBody, toDatastoreBody } from './datastore-schemas.ts'

export const listDatastoresRoute = (listDatastores: ListDatastores) =>
  defineRoute(
    {
      operation: 'listDatastores',
      method: 'GET',
      path: '/datastores',
      summary: 'Lists the datastores by name',
      tag: 'Datastores',
      access: permissions.listDatastores,
      query: listQuery,
      responses: {
        200: { description: 'One list page of datastores', body: listOf(datastoreBody, 'DatastoreList') },
      },
      errors: ['InvalidContinuation'],
    },
    {
      run: ({ caller, query }) => listDatastores(caller, query),
      present: (page, context) => ({
        status: 200,
        body: toList(page, context, toDatastoreBody),
      }),
    },
  )
