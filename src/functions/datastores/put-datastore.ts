import { z } from 'zod'
import type { PutDatastore } from '../../domain/datastores/put-datastore.ts'
import { maxFolderLength } from '../../domain/model/datastores/folder.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import {
  credentialType,
  datastoreBody,
  datastoreParams,
  datastoreType,
  description,
  toDatastoreBody,
} from './datastore-schemas.ts'

const maxTokenLength = 4096

const credential = z
  .strictObject({
    type: credentialType.meta({
      description:
        '`ManagedIdentity`: the managed identity of the service, which needs the role Storage Blob Data Reader. `Anonymous`: no credential; the container is public. `Sas`: a SAS token, stored encrypted and never returned.',
    }),
    token: z.string().min(1).max(maxTokenLength).optional().meta({
      description:
        'Only for `Sas`: a SAS token with read and list permission on the container or folder, with or without the leading `?` and quotes around it. Required unless `containerUrl` has it.',
      example: 'sv=2024-11-04&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sig=…',
    }),
  })
  .superRefine(({ type, token }, context) => {
    if (type !== 'Sas' && token !== undefined)
      context.addIssue({ code: 'unrecognized_keys', keys: ['token'], input: { token } })
  })
  .transform(({ type, token }) => (type === 'Sas' ? { type, token } : { type }))
  .meta({ id: 'Credential', description: 'How the service reads the container' })

const body = z
  .strictObject({
    type: datastoreType.meta({ description: 'The kind of storage' }),
    containerUrl: z
      .string()
      .max(2048 + maxTokenLength)
      .meta({
        description:
          'The URL of a container, `https://<account>.blob.core.windows.net/<container>`, or of a folder in it. Accepted forms: the host `<account>.dfs.core.windows.net`; `abfss://<container>@<account>.dfs.core.windows.net/<folder>` and `wasbs://…`; names percent-encoded or not (`%25` for a `%`); a whole SAS URL, whose token is stored as the credential and never returned. The response has the URL of the container and the folder in `prefix`.',
        example: 'https://contoso.blob.core.windows.net/photos',
      }),
    prefix: z.string().max(maxFolderLength).optional().meta({
      description:
        'The folder that is the datastore, by its plain name, with or without `/` at its end. Paths of files are then relative to the folder, and the credential needs access to the folder only. Default: the folder in `containerUrl`, or else the whole container.',
      example: '2026/raw/',
    }),
    credential: credential.optional().meta({
      description: 'How the service reads the container. Required unless `containerUrl` has a SAS token.',
    }),
    description,
  })
  .meta({ id: 'DatastoreRequest', description: 'A connection to a container, or to a folder of one' })

export const putDatastoreRoute = (putDatastore: PutDatastore) =>
  defineRoute(
    {
      operation: 'putDatastore',
      method: 'PUT',
      path: '/datastores/{datastore}',
      summary: 'Creates or replaces a datastore',
      description:
        'A datastore is a named connection to a blob container. The service tests the connection before it saves the datastore: the credential must allow listing and reading. A container or a `prefix` without files is accepted, as files may be added later; `GET …/browse` shows whether the prefix names what you mean. To replace a datastore, also to renew its token, send its ETag in `If-Match`, or `*`. `containerUrl` and `prefix` can change only while no dataset uses the datastore. A repeated request finds the datastore as it was sent, with the same token: it tests the connection and changes nothing.',
      tag: 'Datastores',
      access: permissions.putDatastore,
      params: datastoreParams,
      body,
      ifMatch: 'IfExists',
      responses: {
        200: {
          description: 'The datastore with its new settings, or as it was',
          body: datastoreBody,
          headers: ['ETag'],
        },
        201: { description: 'The new datastore', body: datastoreBody, headers: ['ETag'] },
      },
      errors: ['DatastoreInUse', 'DatastoreUnreachable', 'DatastoreUnavailable'],
    },
    {
      run: ({ caller, params, body, ifMatch, createOnly }) =>
        putDatastore(caller, { ...params, ...body, ifMatch, createOnly }),
      present: ({ created, stored }) => ({
        status: created ? 201 : 200,
        etag: stored.etag,
        body: toDatastoreBody(stored),
      }),
    },
  )
