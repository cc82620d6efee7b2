import { z } from 'zod'
import { writeEtag } from '../../domain/core/etag.ts'
import { toIso } from '../../domain/core/time.ts'
import { answerChoice, choice } from '../../domain/core/choice.ts'
import { datastoreName, userId } from '../../domain/core/ids.ts'
import type { Stored } from '../../domain/ports/store.ts'
import { etagField } from '../http/etag-schema.ts'
import { tokenWarnings } from '../../domain/model/datastores/credential-warnings.ts'
import type { DatastoreDocument } from '../../domain/model/datastores/datastore.ts'
import { toWarnings, warningsField } from '../http/warning-schema.ts'

export const datastoreParams = z.object({
  datastore: datastoreName.meta({ description: 'The name of the datastore', example: 'photos' }),
})

export const description = z
  .string()
  .max(2000)
  .optional()
  .meta({ description: 'Free text, at most 2000 characters' })

const datastoreTypes = ['AzureBlob'] as const
export const datastoreType = choice('DatastoreType', datastoreTypes)

const credentialTypes = ['ManagedIdentity', 'Anonymous', 'Sas'] as const
export const credentialType = choice('CredentialType', credentialTypes)

const shownCredential = z
  .object({
    type: answerChoice('CredentialTypeValue', credentialTypes).meta({
      description: 'The kind of credential',
    }),
    startsAt: z.iso.datetime().optional().meta({ description: 'Of a SAS token: its start, if it has one' }),
    expiresAt: z.iso.datetime().optional().meta({
      description:
        'Of a SAS token: its end. Absent if it is unknown: a stored access policy has it (`policy`), or an earlier version of the service stored the token.',
    }),
    permissions: z
      .string()
      .optional()
      .meta({ description: 'Of a SAS token: its permissions; `rl` is enough', example: 'rl' }),
    policy: z.string().optional().meta({
      description: 'Of a SAS token: the stored access policy of the container that it names, if any',
    }),
  })
  .meta({ id: 'DatastoreCredential', description: 'The credential of a datastore, without its secret' })

export const datastoreBody = z
  .object({
    name: datastoreName,
    etag: etagField,
    type: answerChoice('DatastoreTypeValue', datastoreTypes).meta({ description: 'The kind of storage' }),
    containerUrl: z.url().meta({
      description: 'The URL of the container',
      example: 'https://contoso.blob.core.windows.net/photos',
    }),
    prefix: z.string().optional().meta({
      description:
        'The folder of the container that is the datastore, with a `/` at its end; absent for the whole container',
      example: '2026/raw/',
    }),
    credential: shownCredential.meta({
      description:
        'The credential that the service uses to access the container, and the terms of a SAS token. The token is never returned.',
    }),
    warnings: warningsField(
      '`CredentialEndUnknown`, `CredentialAllowsMore`: what the SAS token leaves open, and what it allows without need.',
    ),
    description: z.string().optional().meta({ description: 'Free text' }),
    createdAt: z.iso
      .datetime()
      .meta({ description: 'The time of creation', example: '2026-10-01T08:30:00.000Z' }),
    createdBy: userId.meta({ description: 'The object id of the user who created the datastore' }),
    updatedAt: z.iso.datetime().meta({ description: 'The time of the last change' }),
  })
  .meta({ id: 'Datastore', description: 'A named connection to a blob container' })

const toCredentialBody = (
  credential: DatastoreDocument['credential'],
): z.input<typeof datastoreBody>['credential'] => {
  const { type } = credential
  if (type !== 'Sas') return { type }
  const { startsAt, expiresAt, permissions, policy } = credential
  return {
    type,
    startsAt: startsAt === undefined ? undefined : toIso(startsAt),
    expiresAt: expiresAt === undefined ? undefined : toIso(expiresAt),
    permissions,
    policy,
  }
}

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
  credential: toCredentialBody(document.credential),
  warnings: toWarnings(tokenWarnings(document)),
  description: document.description,
  createdAt: toIso(document.createdAt),
  createdBy: document.createdBy,
  updatedAt: toIso(document.updatedAt),
})
