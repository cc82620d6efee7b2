import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import { datastoreName } from '../../core/ids.ts'
import { sasTerms } from './sas-terms.ts'

/** The credential for a container. A SAS token is stored as a secret; the document has only the name of the secret, and the terms of the token. */
export const storedCredential = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ManagedIdentity') }),
  z.object({ type: z.literal('Anonymous') }),
  sasTerms.extend({ type: z.literal('Sas'), secretName: z.string() }),
])

const datastoreDocument = z.object({
  id: datastoreName,
  kind: z.literal('datastore'),
  type: z.literal('AzureBlob'),
  /** `https://<account>.blob.core.windows.net/<container>`, without a query. */
  containerUrl: z.string(),
  /** The folder that the datastore is, with a `/` at its end; absent for the whole container. */
  prefix: z.string().optional(),
  credential: storedCredential,
  description: z.string().optional(),
  createdAt: z.number(),
  createdBy: z.string(),
  updatedAt: z.number(),
})

/** Container `workspace`, partition `datastore`, id = name. */
export type DatastoreDocument = z.output<typeof datastoreDocument>
export const datastores = defineDocument({
  scope: 'Workspace',
  kind: 'datastore',
  schema: datastoreDocument,
  partition: 'datastore',
  id: 'name',
  about: 'a container or folder, its kind of credential; a SAS token by the name of its secret',
})
export const datastorePartition = 'datastore'
