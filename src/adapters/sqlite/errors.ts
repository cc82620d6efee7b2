import { DomainError } from '../../domain/core/errors.ts'

/** Primary result codes of SQLite. The low byte of an extended code is its primary code. */
const full = 13
const transientCodes: ReadonlySet<number> = new Set([
  5 /* BUSY */, 6 /* LOCKED */, 10 /* IOERR */, 14 /* CANTOPEN */,
])

const primaryCode = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined

/** Maps an SQLite error to a public error. Unknown errors are returned unchanged. */
export const mapSqliteError = (cause: unknown): unknown => {
  const code = primaryCode(cause)
  if (code === full) {
    return new DomainError(
      'StorageFull',
      'The disk is full, and nothing was written. Free disk space, then try again.',
      {
        cause,
      },
    )
  }
  if (code !== undefined && transientCodes.has(code)) {
    return new DomainError('ServiceUnavailable', 'The store is unavailable. Try again in a moment.', {
      retryAfter: 1,
      cause,
    })
  }
  return cause
}

export const storeClosed = (): DomainError =>
  new DomainError(
    'ServiceUnavailable',
    'The store is closed because the service is stopping. Try again in a moment.',
    { retryAfter: 1 },
  )
