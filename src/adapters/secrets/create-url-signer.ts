import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import type { UrlSigner } from '../../domain/ports/secrets.ts'
import { deriveKey } from './derive-key.ts'

/** Each part goes in behind its length, so that no other division into parts gives the same bytes. */
const encodeParts = (parts: readonly string[]): Buffer =>
  Buffer.concat(
    parts.flatMap((part) => {
      // UTF-16 as it is in memory: UTF-8 would make all lone surrogates the same.
      const content = Buffer.from(part, 'utf16le')
      const length = Buffer.alloc(4)
      length.writeUInt32BE(content.byteLength)
      return [length, content]
    }),
  )

export const createUrlSigner = (key: Uint8Array): UrlSigner => {
  const signingKey = createSecretKey(deriveKey(key, 'url-signing'))
  const sign = (parts: readonly string[]): string =>
    createHmac('sha256', signingKey).update(encodeParts(parts)).digest('base64url')
  return {
    sign,
    verify: (parts, signature) => {
      const [expected, given] = [Buffer.from(sign(parts)), Buffer.from(signature)]
      return expected.byteLength === given.byteLength && timingSafeEqual(expected, given)
    },
  }
}
