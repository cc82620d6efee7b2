import type { GetDatastore } from '../../domain/datastores/get-datastore.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { datastoreBody, datastoreParams, toDatastoreBody } from './datastore-schemas.ts'

export const getDatastoreRoute = (getDatastore: GetDatastore) =>
  defineRoute(
    {
      operation: 'getDatastore',
      method: 'GET',
      path: '/datastores/{datastore}',
      summary: 'Returns a datastore',
      tag: 'Datastores',
      access: permissions.getDatastore,
      params: datastoreParams,
      responses: { 200: { description: 'The datastore', body: datastoreBody, headers: ['ETag'] } },
      errors: ['DatastoreNotFound'],
    },
    {
      run: ({ caller, params }) => getDatastore(caller, params),
      present: (stored) => ({ status: 200, etag: stored.etag, body: toDatastoreBody(stored) }),
    },
  )
