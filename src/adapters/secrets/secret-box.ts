import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deriveKey } from './derive-key.ts'

export interface SealedSecret {
  /** Identifies the encryption key; derived one-way from the key. */
  readonly keyId: string
  /** base64 */
  readonly nonce: string
  /** base64 of the ciphertext and the authentication tag (16 bytes) */
  readonly sealed: string
}

export interface SecretBox {
  seal(name: string, value: string): SealedSecret
  /** The value, or the reason of the failure: another key (`OtherKey`), or another name or changed data (`Damaged`). */
  open(name: string, secret: SealedSecret): { value: string } | { failure: 'OtherKey' | 'Damaged' }
}

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

export const createSecretBox = (key: Uint8Array): SecretBox => {
  const sealingKey = deriveKey(key, 'secrets')
  const keyId = deriveKey(key, 'key-id', 8).toString('hex')
  return {
    seal: (name, value) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, sealingKey, nonce, { authTagLength: tagBytes })
      cipher.setAAD(Buffer.from(name))
      const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return { keyId, nonce: nonce.toString('base64'), sealed: sealed.toString('base64') }
    },
    open: (name, secret) => {
      if (secret.keyId !== keyId) return { failure: 'OtherKey' }
      const [nonce, sealed] = [Buffer.from(secret.nonce, 'base64'), Buffer.from(secret.sealed, 'base64')]
      if (nonce.byteLength !== nonceBytes || sealed.byteLength < tagBytes) return { failure: 'Damaged' }
      const decipher = createDecipheriv(algorithm, sealingKey, nonce, { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(name))
      decipher.setAuthTag(sealed.subarray(-tagBytes))
      const opened = decipher.update(sealed.subarray(0, -tagBytes))
      try {
        return { value: Buffer.concat([opened, decipher.final()]).toString('utf8') }
      } catch {
        return { failure: 'Damaged' }
      }
    },
  }
}
