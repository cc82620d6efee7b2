import { Readable } from 'node:stream'
import type { BlobDownloadResponseParsed, BlockBlobClient } from '@azure/storage-blob'
import { DomainError, isDomainError } from '../../domain/core/errors.ts'
import { readEtags, writeEtag } from '../../domain/core/etag.ts'
import type { BlobPart, ByteRange, OpenedBlob, Unreadable } from '../../domain/ports/blobs.ts'
import { classifyFailure } from './classify-failure.ts'
import { refusalOf } from './file-refusal.ts'
import { isAddressablePath } from '../../domain/core/addressable-path.ts'
import type { OpenContainer } from './open-container.ts'
import { streamBody } from './stream-body.ts'

interface OpenOptions {
  readonly range?: ByteRange | undefined
  readonly ifNoneMatch?: string | undefined
}

/** The ETag that storage compares. It takes one; `*` and lists are compared with the ETag of the file by the caller. */
const singleEtag = (ifNoneMatch: string | undefined): string | undefined => {
  const etags = readEtags(ifNoneMatch ?? '')
  const [etag] = etags === '*' || etags?.length !== 1 ? [] : etags
  return etag === undefined ? undefined : writeEtag(etag)
}

const contentRange = /^bytes (\d+)-(\d+)\/(\d+)$/

const describe = (response: BlobDownloadResponseParsed): Omit<OpenedBlob, 'stream'> => {
  const length = response.contentLength ?? 0
  const [, first, last, total] = contentRange.exec(response.contentRange ?? '') ?? []
  return {
    etag: writeEtag(response.etag ?? ''),
    length,
    size: total === undefined ? length : Number(total),
    ...(response.contentType === undefined ? {} : { contentType: response.contentType }),
    ...(response.contentEncoding === undefined ? {} : { contentEncoding: response.contentEncoding }),
    ...(first === undefined || last === undefined
      ? {}
      : { range: { offset: Number(first), count: Number(last) - Number(first) + 1 } }),
    lastModified: response.lastModified?.getTime() ?? 0,
  }
}

const rangeBeyondEnd = (fileSize: number | undefined) =>
  new DomainError(
    'RangeNotSatisfiable',
    'The range starts after the end of the file. Send a smaller start offset.',
    fileSize === undefined ? {} : { fileSize },
  )

/** The size of a file for a refusal, which counts also without it. */
const sizeOf = async (blob: BlockBlobClient, abortSignal: AbortSignal): Promise<number | undefined> => {
  try {
    return (await blob.getProperties({ abortSignal })).contentLength
  } catch {
    return undefined
  }
}

const checkRange = ({ offset, count }: ByteRange): void => {
  const validOffset = Number.isSafeInteger(offset) && offset >= 0
  if (!validOffset || (count !== undefined && !(Number.isSafeInteger(count) && count > 0)))
    throw new DomainError('RangeNotSatisfiable', 'The range is not valid. Send a range of at least one byte.')
}

/** Opens a file as a stream. The deadline covers the time to the first byte; then the idle timeout of the stream applies. */
export const openBlob = async (
  container: OpenContainer,
  path: string,
  { range = { offset: 0 }, ifNoneMatch }: OpenOptions,
): Promise<OpenedBlob | 'NotModified'> => {
  checkRange(range)
  const blob = container.content(path)
  const etag = singleEtag(ifNoneMatch)
  const controller = new AbortController()
  return container.call(
    'call',
    async (abortSignal) => {
      try {
        const response = await blob.download(range.offset, range.count, {
          abortSignal,
          maxRetryRequests: 2,
          ...(etag === undefined ? {} : { conditions: { ifNoneMatch: etag } }),
        })
        const body = response.readableStreamBody
        if (!(body instanceof Readable)) throw new Error('A download must have a body')
        const described = describe(response)
        if (range.offset > 0 && range.offset >= described.size) {
          body.destroy()
          throw rangeBeyondEnd(described.size)
        }
        const { deadlines, translate } = container
        return { ...described, stream: streamBody(body, controller, deadlines.idle, translate) }
      } catch (error) {
        const kind = classifyFailure(error)?.kind
        if (kind === 'NotModified') return kind
        throw kind === 'RangeNotSatisfiable'
          ? rangeBeyondEnd(await sizeOf(container.blob(path), abortSignal))
          : error
      }
    },
    { controller },
  )
}

export interface Part {
  readonly offset: number
  readonly count: number
}

/**
 * Reads a part of a file. The storage refuses a range beyond the end of the file, so that means no bytes.
 * @throws DomainError, also for a file that storage refuses for itself
 */
export const readBytes = async (
  container: OpenContainer,
  path: string,
  { offset, count }: Part,
): Promise<BlobPart> => {
  const blob = container.blob(path)
  return container.call('call', async (abortSignal) => {
    try {
      const response = await blob.download(offset, count, { abortSignal, maxRetryRequests: 2 })
      // Some servers ignore the range and send the whole file.
      const skip = response.contentRange === undefined ? offset : 0
      const chunks: Buffer[] = []
      let length = 0
      for await (const chunk of response.readableStreamBody ?? []) {
        chunks.push(Buffer.from(chunk))
        length += chunk.length
        if (length >= skip + count) break
      }
      const { contentEncoding } = response
      return {
        bytes: Buffer.concat(chunks).subarray(skip, skip + count),
        ...(contentEncoding === undefined ? {} : { contentEncoding }),
      }
    } catch (error) {
      if (classifyFailure(error)?.kind === 'RangeNotSatisfiable') return { bytes: new Uint8Array() }
      throw error
    }
  })
}

/** Rejects if the container does not answer now. */
export type CheckContainer = () => Promise<void>

/** Reads a part of a file. A file that storage refuses while the container answers is unreadable for itself. */
export const readBlobPart = async (
  container: OpenContainer,
  path: string,
  part: Part,
  checkContainer: CheckContainer,
): Promise<BlobPart | Unreadable> => {
  if (!isAddressablePath(path)) return { unreadable: 'Path' }
  try {
    return await readBytes(container, path, part)
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    if (!refusal.certain) await checkContainer()
    return { unreadable: refusal.reason }
  }
}

/** True also for a file that storage refuses for itself, as it does not say then that there is none. */
export const blobExists = async (
  container: OpenContainer,
  path: string,
  checkContainer: CheckContainer,
): Promise<boolean> => {
  try {
    const blob = container.blob(path)
    await container.call('call', (abortSignal) => blob.getProperties({ abortSignal }))
    return true
  } catch (error) {
    if (isDomainError(error, 'BlobNotFound', 'ExportFileNotFound')) return false
    const refusal = refusalOf(error)
    if (!refusal) throw error
    if (!refusal.certain) await checkContainer()
    return true
  }
}
