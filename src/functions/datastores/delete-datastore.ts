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
      summary: 'Disconnect a container',
      description: 'Forgets the connection and its credential; the files in the container stay.',
      tag: 'Datastores',
      access: permissions.deleteDatastore,
      params: datastoreParams,
      ifMatch: 'Required',
      responses: { 204: { description: 'Deleted' } },
      errors: ['DatastoreNotFound', 'DatastoreInUse'],
    },
    {
      run: ({ caller, params, ifMatch }) => deleteDatastore(caller, { ...params, ifMatch }),
      present: () => ({ status: 204 }),
    },
  )
