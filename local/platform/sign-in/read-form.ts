import type { IncomingMessage } from 'node:http'
import { z } from 'zod'

const bytesOf = z.instanceof(Uint8Array)
const maxBytes = 16 * 1024

/** The fields of a form; undefined for another type, or one that is too long. */
export const readForm = async (req: IncomingMessage): Promise<URLSearchParams | undefined> => {
  if (!/^application\/x-www-form-urlencoded\b/i.test(req.headers['content-type'] ?? '')) return undefined
  const chunks: Buffer[] = []
  let bytes = 0
  // A refused form is still answered, so the connection stays.
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    const part = Buffer.from(bytesOf.parse(chunk))
    bytes += part.byteLength
    if (bytes > maxBytes) return undefined
    chunks.push(part)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}
