import { z } from 'zod'
import type { PutDatastore } from '../../domain/datastores/put-datastore.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { datastoreBody, datastoreParams, description, toDatastoreBody } from './datastore-schemas.ts'

const credential = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('ManagedIdentity') }),
    z.strictObject({ type: z.literal('Anonymous') }),
    z.strictObject({
      type: z.literal('Sas'),
      token: z.string().min(1).max(4096).meta({
        description:
          'A SAS token with read and list permission on the container, with or without the leading `?`',
        example: 'sv=2024-11-04&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig=…',
      }),
    }),
  ])
  .meta({
    description:
      '`ManagedIdentity`: the managed identity of the service, which needs the role Storage Blob Data Reader. `Anonymous`: no credential; the container is public. `Sas`: a SAS token, stored encrypted and never returned.',
  })

const body = z
  .strictObject({
    type: z.literal('AzureBlob'),
    containerUrl: z.string().max(2048).meta({
      description:
        'The URL of the container, without a query: `https://<account>.blob.core.windows.net/<container>`',
      example: 'https://contoso.blob.core.windows.net/photos',
    }),
    credential,
    description,
  })
  .meta({ id: 'DatastoreRequest' })

export const putDatastoreRoute = (putDatastore: PutDatastore) =>
  defineRoute(
    {
      operation: 'putDatastore',
      method: 'PUT',
      path: '/datastores/{datastore}',
      summary: 'Creates or replaces a datastore',
      description:
        'A datastore is a named connection to a blob container. The service tests the connection before it saves the datastore: the credential must allow listing and reading. To replace a datastore, send its ETag in `If-Match`. `containerUrl` can change only while no dataset uses the datastore.',
      tag: 'Datastores',
      access: permissions.putDatastore,
      params: datastoreParams,
      body,
      ifMatch: 'IfExists',
      responses: {
        200: { description: 'The datastore with its new settings', body: datastoreBody, headers: ['ETag'] },
        201: { description: 'The new datastore', body: datastoreBody, headers: ['ETag'] },
      },
      errors: ['DatastoreInUse', 'DatastoreUnreachable', 'DatastoreUnavailable'],
    },
    {
      run: ({ caller, params, body, ifMatch }) => putDatastore(caller, { ...params, ...body, ifMatch }),
      present: ({ created, stored: { document, etag } }) => ({
        status: created ? 201 : 200,
        etag,
        body: toDatastoreBody(document),
      }),
    },
  )
