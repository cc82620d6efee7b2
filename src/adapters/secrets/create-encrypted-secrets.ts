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
const mostTries = 8

const explanations = {
  OtherKey:
    "A secret was encrypted with another key than the service has now. Restore the service's key, or set the datastore's SAS token again.",
  Damaged: "A secret is damaged and cannot be read. Set the datastore's SAS token again.",
} as const

/**
 * Secrets in the document store, sealed with AES-256-GCM under their name.
 * @throws DomainError `DatastoreUnreachable` if a secret cannot be opened; what the store throws; Error for a bad name.
 */
export const createEncryptedSecrets = ({ store, key, now }: EncryptedSecretsOptions): SecretStore => {
  const box = createSecretBox(key)

  const read = (name: string) => {
    if (!secretName.test(name))
      throw new Error('The name of a secret has other characters than letters, digits and -')
    return secretDocuments.read(store, partition, name)
  }

  /** Writes on top of what is there; whoever lost a race looks again. */
  const write = async (name: string, change: (etag: string | undefined) => BatchOperation | undefined) => {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const operation = change((await read(name))?.etag)
      if (!operation) return
      const { ok } = await store.batch('workspace', partition, [operation])
      if (ok) return
    }
    throw new DomainError('ServiceUnavailable', 'A secret is being changed by others. Try again.', {
      retryAfter: 1,
    })
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
      throw new DomainError('DatastoreUnreachable', explanations[opened.failure])
    },
    delete: (name) =>
      write(name, (ifMatch) => (ifMatch === undefined ? undefined : { type: 'delete', id: name, ifMatch })),
  }
}
