import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import type { BlockBlobClient } from '@azure/storage-blob'
import { contentTypeOf } from './content-type.ts'
import type { KnownFiles } from './known-files.ts'
import { within } from './storage-call.ts'

/** Bytes of one request. A file that has no more is sent in one. */
const blockBytes = 4 * 2 ** 20
/** That storage takes of one file. */
const maxBlocks = 50_000

/** A file that storage cannot take. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
}

/** The blocks of a file, each in a buffer of its own. */
async function* readBlocks(file: FileHandle): AsyncGenerator<Buffer, void, undefined> {
  for (let position = 0; ;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(blockBytes), 0, blockBytes, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

const hashOf = async (chunks: AsyncIterable<Uint8Array | string>): Promise<Buffer> => {
  const hash = createHash('md5')
  for await (const chunk of chunks) hash.update(chunk)
  return hash.digest()
}

const headers = (path: string, md5: Buffer) => ({
  blobHTTPHeaders: { blobContentType: contentTypeOf(path), blobContentMD5: md5 },
})

/** A small file in a buffer of its size: with a whole block for each, memory would be the limit. */
const readAll = async (file: FileHandle, size: number): Promise<Buffer> => {
  const buffer = Buffer.allocUnsafe(size + 1)
  let bytes = 0
  while (bytes <= size) {
    const { bytesRead } = await file.read(buffer, bytes, buffer.length - bytes, bytes)
    if (bytesRead === 0) return buffer.subarray(0, bytes)
    bytes += bytesRead
  }
  throw new FileRefused('it grew while it was read: run the command again')
}

/** The MD5 is that of the bytes that were sent, also if the file changes meanwhile. */
const sendBlocks = async (blob: BlockBlobClient, file: FileHandle, path: string): Promise<void> => {
  const hash = createHash('md5')
  const ids: string[] = []
  for await (const block of readBlocks(file)) {
    if (ids.length === maxBlocks)
      throw new FileRefused(`it has more than ${(maxBlocks * blockBytes) / 2 ** 30} GB: use azcopy for it`)
    hash.update(block)
    const id = Buffer.from(String(ids.length).padStart(6, '0')).toString('base64')
    await blob.stageBlock(id, block, block.length, within())
    ids.push(id)
  }
  await blob.commitBlockList(ids, { ...within(), ...headers(path, hash.digest()) })
}

/** Storage does not have the MD5 of what other tools sent in blocks: then its content decides. */
const isStored = async (blob: BlockBlobClient, md5: Buffer): Promise<boolean> => {
  const { readableStreamBody: body } = await blob.download(0, undefined, within())
  return body !== undefined && (await hashOf(body)).equals(md5)
}

/** Copies a file unless storage has the same. @returns Whether it was sent */
export const sendFile = async (
  blob: BlockBlobClient,
  known: KnownFiles,
  { path, file: name, size }: { readonly path: string; readonly file: string; readonly size: number },
): Promise<boolean> => {
  const file = await open(name, 'r')
  try {
    const content = size <= blockBytes ? await readAll(file, size) : undefined
    const md5 = content ? createHash('md5').update(content).digest() : await hashOf(readBlocks(file))
    const bytes = content?.length ?? size
    if (known.has(path, bytes, md5)) return false
    if (known.mayBe(path, bytes) && (await isStored(blob, md5))) return false
    if (content) await blob.upload(content, content.length, { ...within(), ...headers(path, md5) })
    else await sendBlocks(blob, file, path)
    return true
  } finally {
    await file.close()
  }
}
