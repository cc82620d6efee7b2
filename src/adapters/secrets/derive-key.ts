import { hkdfSync } from 'node:crypto'

/** What each key is for is part of its derivation, so that no two uses share a key. */
type KeyUse = 'secrets' | 'url-signing' | 'key-id'

/** @throws Error if the key is not one of 32 bytes or more. */
export const deriveKey = (key: Uint8Array, use: KeyUse, bytes = 32): Buffer => {
  if (key.byteLength < 32) throw new Error('The key of the service must have at least 32 bytes')
  return Buffer.from(hkdfSync('sha256', key, '', `etiquette/${use}`, bytes))
}
