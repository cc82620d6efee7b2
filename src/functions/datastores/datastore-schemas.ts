import { z } from 'zod'
import { writeEtag } from '../../domain/core/etag.ts'
import { toIso } from '../../domain/core/time.ts'
import type { Stored } from '../../domain/ports/store.ts'
import { etagField } from '../http/etag-schema.ts'
import { datastoreName } from '../../domain/core/ids.ts'
import type { DatastoreDocument } from '../../domain/model/datastores/datastore.ts'

export const datastoreParams = z.object({
  datastore: datastoreName.meta({ description: 'The datastore’s name', example: 'photos' }),
})

export const description = z
  .string()
  .max(2000)
  .optional()
  .meta({ description: 'Free text, at most 2000 characters' })

export const datastoreBody = z
  .object({
    name: z.string().meta({ example: 'photos' }),
    etag: etagField,
    type: z.literal('AzureBlob'),
    containerUrl: z.string().meta({ example: 'https://contoso.blob.core.windows.net/photos' }),
    prefix: z.string().optional().meta({
      description:
        'The folder of the container that is the datastore, with a `/` at its end; absent for the whole container',
      example: '2026/raw/',
    }),
    credential: z.object({ type: z.enum(['ManagedIdentity', 'Anonymous', 'Sas']) }).meta({
      description:
        'The credential that the service uses to access the container. A SAS token is never returned.',
    }),
    description: z.string().optional(),
    createdAt: z.iso.datetime(),
    createdBy: z.string().meta({ description: 'The object id of the user who created the datastore' }),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Datastore', description: 'A named connection to a blob container' })

/** The public view of a datastore: without the secret and the name of the secret. */
export const toDatastoreBody = ({
  document,
  etag,
}: Stored<DatastoreDocument>): z.input<typeof datastoreBody> => ({
  name: document.id,
  etag: writeEtag(etag),
  type: document.type,
  containerUrl: document.containerUrl,
  prefix: document.prefix,
  credential: { type: document.credential.type },
  description: document.description,
  createdAt: toIso(document.createdAt),
  createdBy: document.createdBy,
  updatedAt: toIso(document.updatedAt),
})
