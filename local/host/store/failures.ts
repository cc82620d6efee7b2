/** Why SQLite refuses a file. `Full`: the disk, or its quota, takes no more data. */
export type SqliteFailure = 'Busy' | 'Full' | 'Damaged' | 'Unwritable' | 'Unreadable'

/** By SQLite's primary result code. */
const primaryCodes: Readonly<Record<number, SqliteFailure>> = {
  3 /* PERM */: 'Unreadable',
  5 /* BUSY */: 'Busy',
  8 /* READONLY */: 'Unwritable',
  10 /* IOERR */: 'Unreadable',
  11 /* CORRUPT */: 'Damaged',
  13 /* FULL */: 'Full',
  14 /* CANTOPEN */: 'Unreadable',
  23 /* AUTH */: 'Unreadable',
  26 /* NOTADB */: 'Damaged',
}

/** SQLite reports a quota and a limit on file sizes as these, and only ENOSPC as FULL. */
const extendedCodes: Readonly<Record<number, SqliteFailure>> = {
  778 /* IOERR_WRITE */: 'Full',
  4874 /* IOERR_SHMSIZE */: 'Full',
}

/** Undefined for an error that is not about the file. */
export const sqliteFailure = (error: unknown): SqliteFailure | undefined => {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined
  const { errcode } = error
  if (typeof errcode !== 'number') return undefined
  return extendedCodes[errcode] ?? primaryCodes[errcode & 0xff]
}

/** A failure that can end while the file stays open, as a full disk does. */
export const isPassing = (error: unknown): boolean => {
  const failure = sqliteFailure(error)
  return failure !== undefined && failure !== 'Damaged'
}
