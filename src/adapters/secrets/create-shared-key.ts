import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { defineDocument } from '../../domain/model/documents/define-document.ts'
import { DomainError } from '../../domain/core/errors.ts'
import type { SecretStore } from '../../domain/ports/secrets.ts'
import type { Store } from '../../domain/ports/store.ts'

export interface SharedKeyOptions {
  readonly store: Store
  readonly secrets: SecretStore
  /** What the key is for; its secrets are called after it. */
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
const mostTries = 4

/**
 * A key of 32 random bytes that all instances of the service have in common, made by the first of them.
 *
 * A vault has no conditional write: of two instances that each make the key, both succeed, and its order of versions is by
 * the second. So each puts its draft under a fresh name, and the store's conditional write says once and for all which
 * of them is the key. If that secret is gone, the next draft takes its place.
 */
export const createSharedKey = ({ store, secrets, name, newId }: SharedKeyOptions) => {
  const findOrMake = async (): Promise<Uint8Array | undefined> => {
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
    for (let tries = 0; tries < mostTries; tries += 1) {
      const key = await findOrMake()
      if (key) return key
    }
    throw new DomainError('ServiceUnavailable', 'A key of the service is being made by others. Try again.', {
      retryAfter: 1,
    })
  }
}
