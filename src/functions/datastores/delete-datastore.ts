import type { DeleteDatastore } from '../../domain/datastores/delete-datastore.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { datastoreParams } from './datastore-schemas.ts'

export const deleteDatastoreRoute = (deleteDatastore: DeleteDatastore) =>
  defineRoute(
    {
      operation: 'deleteDatastore',
      method: 'DELETE',
      path: '/datastores/{datastore}',
      summary: 'Deletes a datastore',
      description: 'Deletes the connection and its credential. The files in the container are kept.',
      tag: 'Datastores',
      access: permissions.deleteDatastore,
      params: datastoreParams,
      ifMatch: 'Required',
      responses: { 204: { description: 'Deleted, now or before' } },
      errors: ['DatastoreInUse'],
    },
    {
      run: ({ caller, params, ifMatch }) => deleteDatastore(caller, { ...params, ifMatch }),
      present: () => ({ status: 204 }),
    },
  )
