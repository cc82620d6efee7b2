import { DomainError } from '../../domain/core/errors.ts'

export type SqliteFailure = 'Full' | 'Damaged' | 'ReadOnly' | 'Busy' | 'Unavailable'

/** By the primary result code of SQLite: the low byte of an extended code. */
const primaryCodes: Readonly<Record<number, SqliteFailure>> = {
  3 /* PERM */: 'Unavailable',
  5 /* BUSY */: 'Busy',
  6 /* LOCKED */: 'Busy',
  8 /* READONLY */: 'ReadOnly',
  10 /* IOERR */: 'Unavailable',
  11 /* CORRUPT */: 'Damaged',
  13 /* FULL */: 'Full',
  14 /* CANTOPEN */: 'Unavailable',
  26 /* NOTADB */: 'Damaged',
}

/** A quota, or a limit on file sizes, has these codes; only ENOSPC is FULL. */
const extendedCodes: Readonly<Record<number, SqliteFailure>> = {
  778 /* IOERR_WRITE */: 'Full',
  4874 /* IOERR_SHMSIZE */: 'Full',
}

/** Undefined for an error that is not about the file. */
export const failureOf = (error: unknown): SqliteFailure | undefined => {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined
  const { errcode } = error
  if (typeof errcode !== 'number') return undefined
  return extendedCodes[errcode] ?? primaryCodes[errcode & 0xff]
}

const unavailable = (cause: unknown): DomainError =>
  new DomainError('ServiceUnavailable', 'The store is unavailable. Try again in a moment.', {
    retryAfter: 1,
    cause,
  })

const errors: Readonly<Record<SqliteFailure, (cause: unknown, file: string) => DomainError>> = {
  Full: (cause) =>
    new DomainError(
      'StorageFull',
      'The disk is full, and nothing was written. Free disk space, then try again.',
      { cause },
    ),
  Damaged: (cause, file) =>
    new DomainError(
      'StorageDamaged',
      `The database file ${file} is damaged. Ask an operator to stop the service and to restore the file from a backup.`,
      { cause },
    ),
  ReadOnly: (cause, file) =>
    new DomainError(
      'ServiceUnavailable',
      `The database file ${file} cannot be written. Ask an operator to give the service permission to write it.`,
      { cause },
    ),
  Busy: unavailable,
  Unavailable: unavailable,
}

/** Maps an SQLite error to a public error. `file` is the name without its folder. Unknown errors are returned unchanged. */
export const mapSqliteError = (cause: unknown, file: string): unknown => {
  const failure = failureOf(cause)
  return failure === undefined ? cause : errors[failure](cause, file)
}

export const storeClosed = (): DomainError =>
  new DomainError(
    'ServiceUnavailable',
    'The store is closed because the service is stopping. Try again in a moment.',
    { retryAfter: 1 },
  )
