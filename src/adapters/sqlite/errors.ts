import { DomainError } from '../../domain/core/errors.ts'

/** SQLite's primary result codes; the extended ones hold them in their low byte. */
const full = 13
const passing: ReadonlySet<number> = new Set([
  5 /* BUSY */, 6 /* LOCKED */, 10 /* IOERR */, 14 /* CANTOPEN */,
])

const primaryCode = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined

/** What a caller is told of an error of SQLite; one that is not foreseen comes back as it is. */
export const mapSqliteError = (cause: unknown): unknown => {
  const code = primaryCode(cause)
  if (code === full) {
    return new DomainError('StorageFull', 'The disk is full: nothing was written. Free some space.', {
      cause,
    })
  }
  if (code !== undefined && passing.has(code)) {
    return new DomainError('ServiceUnavailable', 'The store cannot be used just now. Try again.', {
      retryAfter: 1,
      cause,
    })
  }
  return cause
}

export const storeClosed = (): DomainError =>
  new DomainError('ServiceUnavailable', 'The store is closed.', { retryAfter: 1 })
