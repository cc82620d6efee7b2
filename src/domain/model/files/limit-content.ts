import { DomainError } from '../../core/errors.ts'
import type { OpenedBlob } from '../../ports/blobs.ts'

export interface ContentLimit {
  /** Bytes that one response passes on. */
  readonly maxContentBytes: number
}

/**
 * Refuses content that is longer than the service passes on in one response. URLs of the storage have no such limit.
 * @throws DomainError `FileTooLarge`, before the first byte
 */
export const limitContent = async <T extends OpenedBlob | 'NotModified'>(
  opened: T,
  { maxContentBytes }: ContentLimit,
): Promise<T> => {
  if (opened === 'NotModified' || opened.length <= maxContentBytes) return opened
  await opened.stream.cancel()
  throw new DomainError(
    'FileTooLarge',
    `The service passes on at most ${maxContentBytes} bytes in one response, and this one would have ${opened.length}. ` +
      `Read the file in parts, with the header Range: bytes=0-${maxContentBytes - 1} first, or read it from its storage.`,
  )
}
