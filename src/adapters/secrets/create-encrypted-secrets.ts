import { z } from 'zod'
import { defineDocument } from '../../domain/model/documents/define-document.ts'
import { DomainError } from '../../domain/core/errors.ts'
import type { Now } from '../../domain/core/time.ts'
import type { SecretStore } from '../../domain/ports/secrets.ts'
import type { BatchOperation, Store } from '../../domain/ports/store.ts'
import { createSecretBox } from './secret-box.ts'

export interface EncryptedSecretsOptions {
  readonly store: Store
  /** 32 bytes or more. */
  readonly key: Uint8Array
  readonly now: Now
}

const partition = 'secret'
const secretDocuments = defineDocument({
  scope: 'Workspace',
  kind: 'secret',
  schema: z.object({
    id: z.string(),
    kind: z.literal('secret'),
    keyId: z.string(),
    nonce: z.string(),
    sealed: z.string(),
    updatedAt: z.number(),
  }),
  partition: 'secret',
  id: 'name',
  about: 'a sealed secret (embedded engine only)',
})

const secretName = /^[a-zA-Z0-9-]{1,127}$/
const maxAttempts = 8

const messages = {
  OtherKey:
    'The secret is encrypted with another key. Restore the key of the service, or set the SAS token of the datastore again.',
  Damaged: 'The secret is damaged. Set the SAS token of the datastore again.',
} as const

/**
 * Secrets in the document store, encrypted with AES-256-GCM; the name is authenticated too.
 * @throws DomainError `DatastoreUnreachable` if a secret cannot be decrypted; the errors of the store; Error for an invalid name
 */
export const createEncryptedSecrets = ({ store, key, now }: EncryptedSecretsOptions): SecretStore => {
  const box = createSecretBox(key)

  const read = (name: string) => {
    if (!secretName.test(name))
      throw new Error('The name of a secret may contain only the characters a-z, A-Z, 0-9 and -')
    return secretDocuments.read(store, partition, name)
  }

  /** Writes over the current version, and retries if another request changed the secret. */
  const write = async (name: string, change: (etag: string | undefined) => BatchOperation | undefined) => {
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      const operation = change((await read(name))?.etag)
      if (!operation) return
      const { ok } = await store.batch('workspace', partition, [operation])
      if (ok) return
    }
    throw new DomainError(
      'ServiceUnavailable',
      'Other requests change the same secret. Try again in a moment.',
      {
        retryAfter: 1,
      },
    )
  }

  return {
    put: (name, value) =>
      write(name, (ifMatch) => {
        const document = { id: name, kind: 'secret', ...box.seal(name, value), updatedAt: now() }
        return ifMatch === undefined ? { type: 'create', document } : { type: 'replace', document, ifMatch }
      }),
    get: async (name) => {
      const stored = await read(name)
      if (!stored) return undefined
      const opened = box.open(name, stored.document)
      if ('value' in opened) return opened.value
      throw new DomainError('DatastoreUnreachable', messages[opened.failure])
    },
    delete: (name) =>
      write(name, (ifMatch) => (ifMatch === undefined ? undefined : { type: 'delete', id: name, ifMatch })),
  }
}
