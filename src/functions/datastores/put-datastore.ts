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
        description: 'A SAS token for the container with read and list, with or without its `?`',
        example: 'sv=2024-11-04&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig=…',
      }),
    }),
  ])
  .meta({
    description:
      '`ManagedIdentity`: the service’s own identity, which needs the role Storage Blob Data Reader. `Anonymous`: the container is public. `Sas`: a token, kept encrypted and never given back.',
  })

const body = z
  .strictObject({
    type: z.literal('AzureBlob'),
    containerUrl: z.string().max(2048).meta({
      description: 'The container, without query: `https://<account>.blob.core.windows.net/<container>`',
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
      summary: 'Connect a blob container, or change its connection',
      description:
        'The connection is tried before it is kept: the container must be listable and readable with this credential. To change one that exists, send its ETag in `If-Match`. The container itself can change only while no dataset uses the datastore.',
      tag: 'Datastores',
      access: permissions.putDatastore,
      params: datastoreParams,
      body,
      ifMatch: 'IfExists',
      responses: {
        200: { description: 'Changed', body: datastoreBody, headers: ['ETag'] },
        201: { description: 'Created', body: datastoreBody, headers: ['ETag'] },
      },
      errors: ['DatastoreInUse', 'DatastoreUnreachable'],
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
