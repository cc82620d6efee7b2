import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
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

/** The key is loaded when the first URL is signed or checked, and kept; whoever comes after a failure tries again. */
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
