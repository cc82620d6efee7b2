import { hkdfSync } from 'node:crypto'

/** The use is part of the derivation, so that each use has its own key. */
type KeyUse = 'secrets' | 'url-signing' | 'key-id'

/** Derives a key with HKDF-SHA-256. @throws Error if the key has less than 32 bytes */
export const deriveKey = (key: Uint8Array, use: KeyUse, bytes = 32): Buffer => {
  if (key.byteLength < 32) throw new Error('The key of the service must have at least 32 bytes')
  return Buffer.from(hkdfSync('sha256', key, '', `etiquette/${use}`, bytes))
}
