import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { defineDocument } from '../../domain/model/documents/define-document.ts'
import { DomainError } from '../../domain/core/errors.ts'
import type { SecretStore } from '../../domain/ports/secrets.ts'
import type { Store } from '../../domain/ports/store.ts'

export interface SharedKeyOptions {
  readonly store: Store
  readonly secrets: SecretStore
  /** The name of the key, and the prefix of its secrets. */
  readonly name: string
  readonly newId: () => string
}

const partition = 'sharedKey'
const keyDocuments = defineDocument({
  scope: 'Workspace',
  kind: 'sharedKey',
  schema: z.object({ id: z.string(), kind: z.literal('sharedKey'), secretName: z.string() }),
  partition: 'sharedKey',
  id: 'name',
  about: 'which of several drafts in Key Vault is the key that all instances sign URLs with',
})

const keyBytes = 32
const maxAttempts = 4

/**
 * A key of 32 random bytes that all instances of the service share. The first instance creates it.
 *
 * A vault has no conditional write: two instances can both create the key, and versions are ordered by second only. So each
 * instance writes its draft to a new name, and a conditional write of the store decides which draft is the key. If the
 * secret of the key is deleted, the next draft replaces it.
 */
export const createSharedKey = ({ store, secrets, name, newId }: SharedKeyOptions) => {
  const findOrCreate = async (): Promise<Uint8Array | undefined> => {
    const stored = await keyDocuments.read(store, partition, name)
    const value = stored && (await secrets.get(stored.document.secretName))
    if (value !== undefined) return Buffer.from(value, 'base64')
    const draft = randomBytes(keyBytes)
    const secretName = `${name}-${newId()}`
    await secrets.put(secretName, draft.toString('base64'))
    const document = { id: name, kind: 'sharedKey', secretName }
    const { ok } = await store.batch('workspace', partition, [
      stored ? { type: 'replace', document, ifMatch: stored.etag } : { type: 'create', document },
    ])
    if (ok) return draft
    await secrets.delete(secretName)
    return undefined
  }

  /** @throws DomainError `ServiceUnavailable` */
  return async (): Promise<Uint8Array> => {
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      const key = await findOrCreate()
      if (key) return key
    }
    throw new DomainError(
      'ServiceUnavailable',
      'Other instances create the key of the service. Try again in a moment.',
      {
        retryAfter: 1,
      },
    )
  }
}
