import { DomainError } from '../../core/errors.ts'
import type { Millis } from '../../core/time.ts'
import type { OpenedBlob } from '../../ports/blobs.ts'

const notWhole = (): DomainError =>
  new DomainError(
    'ServiceUnavailable',
    'The file could not be read to its end; send the request again, or read the file in parts, with the header Range',
  )

/** Gives the source back. One that fails in that is gone anyway. */
const release = (reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> =>
  reader.cancel().catch(() => undefined)

/**
 * Reads a file whole, so that a source that breaks is an error response and never a part of the file. A client that goes away is
 * not noticed, so `deadline` bounds the work. @throws DomainError of the source; `ServiceUnavailable` if the file is not whole
 */
export const readContent = async (
  { stream, length }: Pick<OpenedBlob, 'stream' | 'length'>,
  deadline: Millis,
): Promise<Uint8Array<ArrayBuffer>> => {
  const reader = stream.getReader()
  const bytes = new Uint8Array(length)
  let size = 0
  const timer = setTimeout(() => {
    size = -1
    reader.cancel().catch(() => undefined)
  }, deadline)
  try {
    let piece = await reader.read()
    while (!piece.done && size >= 0) {
      const { value } = piece
      if (size + value.byteLength <= length) bytes.set(value, size)
      size += value.byteLength
      if (size > length) break
      piece = await reader.read()
    }
  } finally {
    clearTimeout(timer)
  }
  if (size === length) return bytes
  await release(reader)
  throw notWhole()
}
