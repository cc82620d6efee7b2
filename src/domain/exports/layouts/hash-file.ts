import { createHash } from 'node:crypto'
import type { ExportFiles } from '../../ports/blobs.ts'

export interface Hashed {
  readonly size: number
  readonly sha256: string
}

export const hashBytes = (content: Uint8Array): Hashed => ({
  size: content.byteLength,
  sha256: createHash('sha256').update(content).digest('hex'),
})

/** Size and hash of the published file, which is read back as a stream. */
export const hashFile = async (files: ExportFiles, path: string): Promise<Hashed> => {
  const opened = await files.open(path, {})
  if (opened === 'NotModified') throw new Error(`No condition was set on ${path}`)
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of opened.stream) {
    hash.update(chunk)
    size += chunk.byteLength
  }
  return { size, sha256: hash.digest('hex') }
}
