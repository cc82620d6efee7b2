import { DomainError } from '../../core/errors.ts'
import type { ByteRange, OpenedBlob } from '../../ports/blobs.ts'

export interface ContentLimit {
  /** Bytes that one response passes on. */
  readonly maxContentBytes: number
}

/** Bytes of a file that a browser gets, wherever it comes from: an image of some gigabytes ends the browser that shows it. */
export const maxShownBytes = 512 * 2 ** 20

const tooLarge = (bytes: number, most: number): DomainError =>
  new DomainError(
    'FileTooLarge',
    `One response has at most ${most} bytes of a file, and this one would have ${bytes}. ` +
      `Read the file in parts, with the header Range: bytes=0-${most - 1} first, or whole from its storage, by its contentUrl and without a token.`,
  )

interface Sized {
  readonly size: number
}

/** True for a file that gets no URL of its storage either. */
export const isTooLarge = ({ size }: Sized): boolean => size > maxShownBytes

/** Refuses to redirect to a part of a file, or all of it, that is too large. @throws DomainError `FileTooLarge` */
export const limitPart = ({ size }: Sized, range: ByteRange | undefined): void => {
  const { offset, count = size }: ByteRange = range ?? { offset: 0 }
  const length = Math.min(count, size - offset)
  if (isTooLarge({ size: length })) throw tooLarge(length, maxShownBytes)
}

/**
 * Refuses content that is longer than the service passes on in one response, which it holds in memory.
 * @throws DomainError `FileTooLarge`, before the first byte
 */
export const limitContent = async <T extends OpenedBlob | 'NotModified'>(
  opened: T,
  { maxContentBytes }: ContentLimit,
): Promise<T> => {
  if (opened === 'NotModified' || opened.length <= maxContentBytes) return opened
  await opened.stream.cancel()
  throw tooLarge(opened.length, maxContentBytes)
}
