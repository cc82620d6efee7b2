import type { FlushableDatabase } from './metadata-flusher.ts'

/** The database hands on only the text of the error of the file system. */
const isFull = (error: unknown): boolean => /\b(?:ENOSPC|EDQUOT|EFBIG)\b/.test(String(error))

/**
 * Lets a database open on a full disk: Azurite saves it once at its start, and would end if that failed. Returns how to
 * undo this, after which a failed save is an error again.
 */
export const allowFullDisk = (database: FlushableDatabase): (() => void) => {
  const save = database.saveDatabase.bind(database)
  database.saveDatabase = (callback) => save((error) => callback(isFull(error) ? null : error))
  return () => {
    database.saveDatabase = save
  }
}
