import type { ArchiveEntry } from '../../ports/archives.ts'

const headerBytes = 8

/** Encodes an entry: the lengths of path and content as 4-byte little-endian integers, then both. */
export const packEntry = (path: string, content: Uint8Array): Buffer => {
  const name = Buffer.from(path)
  const header = Buffer.alloc(headerBytes)
  header.writeUInt32LE(name.byteLength, 0)
  header.writeUInt32LE(content.byteLength, 4)
  return Buffer.concat([header, name, content])
}

/** Decodes entries from a stream, one at a time. @throws Error if the stream ends within an entry */
export async function* unpackEntries(
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<ArchiveEntry, void, undefined> {
  let buffered = Buffer.alloc(0)
  for await (const chunk of stream) {
    buffered = Buffer.concat([buffered, chunk])
    for (;;) {
      if (buffered.byteLength < headerBytes) break
      const nameEnd = headerBytes + buffered.readUInt32LE(0)
      const end = nameEnd + buffered.readUInt32LE(4)
      if (buffered.byteLength < end) break
      yield {
        path: buffered.toString('utf8', headerBytes, nameEnd),
        content: buffered.subarray(nameEnd, end),
      }
      buffered = buffered.subarray(end)
    }
  }
  if (buffered.byteLength > 0) throw new Error('The pack ends within an entry')
}
