import type { DatabaseSync } from 'node:sqlite'
import { StartError } from '../../domain/core/start-error.ts'
import { containerNames } from './schema.ts'
import { failureOf, type SqliteFailure } from './errors.ts'

/** Above this size the check of all pages would delay the start; SQLite still checks each page that it reads. */
const checkedBytes = 128 * 2 ** 20

const sentences: Readonly<Record<SqliteFailure, string>> = {
  Damaged:
    'is damaged. Stop the service and restore the data folder from a backup. Without a backup move the file away: the workspace then begins empty. The command sqlite3 FILE .recover may save documents of it.',
  Full: 'cannot be opened, because the disk is full or its quota is used up. Free disk space, then start again.',
  ReadOnly:
    'cannot be written. Give this user permission to write the file and its folder, or mount the disk writable, then start again.',
  Busy: 'is in use by another process. Stop that one first, then start again.',
  Unavailable:
    'cannot be opened. Give this user permission to read and write the file and its folder, check the disk, then start again.',
}

/** The error of an open file as a sentence for the operator; other errors are returned unchanged. */
export const explainOpenFailure = (error: unknown, file: string): unknown => {
  const failure = failureOf(error)
  return failure === undefined
    ? error
    : new StartError(`The database file ${file} ${sentences[failure]}`, { cause: error })
}

const pragma = (db: DatabaseSync, name: string): unknown =>
  Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]

/**
 * Checks that the file takes writes and that its pages are whole, all of them in a file of up to 128 MB.
 * @throws an error of the kind `Damaged` or `ReadOnly`
 */
export const checkFile = (db: DatabaseSync): void => {
  // Of the schema, and the first page of each container: cheap in a file of any size.
  for (const container of containerNames) db.prepare(`SELECT part FROM ${container} LIMIT 1`).get()
  const bytes = Number(pragma(db, 'page_count')) * Number(pragma(db, 'page_size'))
  if (bytes > checkedBytes) return
  const verdict = pragma(db, 'quick_check(1)')
  if (verdict !== 'ok')
    throw Object.assign(new Error(`database disk image is malformed: ${String(verdict)}`), { errcode: 11 })
}
