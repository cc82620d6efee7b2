import { Readable } from 'node:stream'
import type { BlobDownloadResponseParsed } from '@azure/storage-blob'
import { DomainError, isDomainError } from '../../domain/core/errors.ts'
import type { ByteRange, OpenedBlob } from '../../domain/ports/blobs.ts'
import { classifyFailure } from './classify-failure.ts'
import { quoteEtag, readIfNoneMatch } from './etag.ts'
import type { OpenContainer } from './open-container.ts'
import { streamBody } from './stream-body.ts'

interface OpenOptions {
  readonly range?: ByteRange | undefined
  readonly ifNoneMatch?: string | undefined
}

const contentRange = /^bytes (\d+)-(\d+)\/(\d+)$/

const describe = (response: BlobDownloadResponseParsed): Omit<OpenedBlob, 'stream'> => {
  const length = response.contentLength ?? 0
  const [, first, last, total] = contentRange.exec(response.contentRange ?? '') ?? []
  return {
    etag: quoteEtag(response.etag ?? ''),
    length,
    size: total === undefined ? length : Number(total),
    ...(response.contentType === undefined ? {} : { contentType: response.contentType }),
    ...(first === undefined || last === undefined
      ? {}
      : { range: { offset: Number(first), count: Number(last) - Number(first) + 1 } }),
    lastModified: response.lastModified?.getTime() ?? 0,
  }
}

const rangeTooFar = () =>
  new DomainError('RangeNotSatisfiable', 'The range begins after the end of the file.')

const checkRange = ({ offset, count }: ByteRange): void => {
  const whole = Number.isSafeInteger(offset) && offset >= 0
  if (!whole || (count !== undefined && !(Number.isSafeInteger(count) && count > 0)))
    throw new DomainError('RangeNotSatisfiable', 'The range is not one of at least one byte.')
}

/** The deadline covers the time to the first byte; from then on the stream guards itself. */
export const openBlob = async (
  container: OpenContainer,
  path: string,
  { range = { offset: 0 }, ifNoneMatch }: OpenOptions,
): Promise<OpenedBlob | 'NotModified'> => {
  checkRange(range)
  const blob = container.blob(path)
  const etag = readIfNoneMatch(ifNoneMatch)
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
        if (!(body instanceof Readable)) throw new Error('A download has a body')
        const described = describe(response)
        if (range.offset > 0 && range.offset >= described.size) {
          body.destroy()
          throw rangeTooFar()
        }
        const { deadlines, translate } = container
        return { ...described, stream: streamBody(body, controller, deadlines.idle, translate) }
      } catch (error) {
        const kind = classifyFailure(error)?.kind
        if (kind === 'NotModified') return kind
        throw kind === 'RangeNotSatisfiable' ? rangeTooFar() : error
      }
    },
    controller,
  )
}

/** At most `bytes`; an empty file has no range, and so is told apart here. */
export const readBlobHead = async (
  container: OpenContainer,
  path: string,
  bytes: number,
): Promise<Uint8Array> => {
  const blob = container.blob(path)
  return container.call('call', async (abortSignal) => {
    try {
      const response = await blob.download(0, bytes, { abortSignal, maxRetryRequests: 2 })
      const chunks: Buffer[] = []
      let length = 0
      for await (const chunk of response.readableStreamBody ?? []) {
        chunks.push(Buffer.from(chunk))
        length += chunk.length
        // Some servers answer a range with the whole file.
        if (length >= bytes) break
      }
      return Buffer.concat(chunks).subarray(0, bytes)
    } catch (error) {
      if (classifyFailure(error)?.kind === 'RangeNotSatisfiable') return new Uint8Array()
      throw error
    }
  })
}

export const blobExists = async (container: OpenContainer, path: string): Promise<boolean> => {
  try {
    const blob = container.blob(path)
    await container.call('call', (abortSignal) => blob.getProperties({ abortSignal }))
    return true
  } catch (error) {
    if (isDomainError(error, 'BlobNotFound', 'ExportFileNotFound')) return false
    throw error
  }
}
