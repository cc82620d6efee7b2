import { DomainError } from '../../core/errors.ts'
import type { ByteRange, OpenedBlob } from '../../ports/blobs.ts'

export interface ContentLimit {
  /** Bytes that one response passes on. */
  readonly maxContentBytes: number
}

const tooLarge = (bytes: number, { maxContentBytes }: ContentLimit): DomainError =>
  new DomainError(
    'FileTooLarge',
    `The service passes on at most ${maxContentBytes} bytes in one response, and this one would have ${bytes}. ` +
      `Read the file in parts, with the header Range: bytes=0-${maxContentBytes - 1} first, or read it from its storage.`,
  )

interface Sized {
  readonly size: number
}

/**
 * True for a file that is larger than the service itself would pass on whole. It gets no URL of the storage either: an image of
 * some gigabytes ends the browser that shows it, wherever it comes from.
 */
export const isTooLarge = ({ size }: Sized, { maxContentBytes }: ContentLimit): boolean =>
  size > maxContentBytes

/** Refuses to hand out a part of a file, or all of it, that is too large. @throws DomainError `FileTooLarge` */
export const limitPart = ({ size }: Sized, range: ByteRange | undefined, limit: ContentLimit): void => {
  const { offset, count = size }: ByteRange = range ?? { offset: 0 }
  const length = Math.min(count, size - offset)
  if (isTooLarge({ size: length }, limit)) throw tooLarge(length, limit)
}

/**
 * Refuses content that is longer than the service passes on in one response.
 * @throws DomainError `FileTooLarge`, before the first byte
 */
export const limitContent = async <T extends OpenedBlob | 'NotModified'>(
  opened: T,
  limit: ContentLimit,
): Promise<T> => {
  if (opened === 'NotModified' || opened.length <= limit.maxContentBytes) return opened
  await opened.stream.cancel()
  throw tooLarge(opened.length, limit)
}
