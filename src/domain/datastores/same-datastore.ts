import { createHash, timingSafeEqual } from 'node:crypto'
import { isDomainError } from '../core/errors.ts'
import type { DatastoreDocument } from '../model/datastores/datastore.ts'
import type { SecretStore } from '../ports/secrets.ts'
import type { GivenCredential } from './choose-credential.ts'
import type { Place } from './choose-place.ts'

export interface GivenDatastore {
  readonly type: DatastoreDocument['type']
  readonly place: Place
  readonly credential: GivenCredential
  readonly description: string | undefined
}

const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** In a time that does not depend on where they differ. */
const isSameSecret = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))

/** A secret that cannot be decrypted any more equals no token: the request that renews it must pass. */
const readToken = async (secrets: SecretStore, name: string): Promise<string | undefined> => {
  try {
    return await secrets.get(name)
  } catch (error) {
    if (isDomainError(error, 'DatastoreUnreachable')) return undefined
    throw error
  }
}

/** True if the stored datastore is the given one, with the same SAS token. The token is read only where all else is equal. */
export const isSameDatastore = async (
  secrets: SecretStore,
  stored: DatastoreDocument,
  { type, place, credential, description }: GivenDatastore,
): Promise<boolean> => {
  const isSamePlace = stored.containerUrl === place.containerUrl && stored.prefix === place.prefix
  if (stored.type !== type || !isSamePlace || stored.description !== description) return false
  if (credential.type !== 'Sas' || stored.credential.type !== 'Sas')
    return credential.type === stored.credential.type
  const token = await readToken(secrets, stored.credential.secretName)
  return token !== undefined && isSameSecret(token, credential.token)
}
