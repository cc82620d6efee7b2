import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { UrlSigner } from '../../domain/ports/secrets.ts'
import { deriveKey } from './derive-key.ts'

/** Prefixes each part with its length, so that different parts never have the same encoding. */
const encodeParts = (parts: readonly string[]): Buffer =>
  Buffer.concat(
    parts.flatMap((part) => {
      // UTF-16, because UTF-8 encodes all lone surrogates alike.
      const content = Buffer.from(part, 'utf16le')
      const length = Buffer.alloc(4)
      length.writeUInt32BE(content.byteLength)
      return [length, content]
    }),
  )

/** Signs URLs with HMAC-SHA-256. The key is loaded on first use and cached. A failed load is retried by the next call. */
export const createUrlSigner = (loadKey: () => Promise<Uint8Array>): UrlSigner => {
  let loaded: Promise<KeyObject> | undefined
  const load = async (): Promise<KeyObject> => {
    try {
      return createSecretKey(deriveKey(await loadKey(), 'url-signing'))
    } catch (error) {
      loaded = undefined
      throw error
    }
  }
  const sign = async (parts: readonly string[]): Promise<string> => {
    loaded ??= load()
    return createHmac('sha256', await loaded)
      .update(encodeParts(parts))
      .digest('base64url')
  }
  return {
    sign,
    verify: async (parts, signature) => {
      const [expected, given] = [Buffer.from(await sign(parts)), Buffer.from(signature)]
      return expected.byteLength === given.byteLength && timingSafeEqual(expected, given)
    },
  }
}
