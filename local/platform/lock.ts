import { DatabaseSync } from 'node:sqlite'
import { StartError } from '../host/start-error.ts'
import { sqliteFailure } from '../host/store/failures.ts'
import type { SqliteFailure } from '../host/store/failures.ts'

export interface Lock {
  readonly release: () => void
}

const sentences: Readonly<Record<Exclude<SqliteFailure, 'Busy'>, string>> = {
  Damaged: 'holds something else. Stop every service of this folder, delete the file, then start again.',
  Full: "can't be made: the disk is full, or its quota is used up. Free disk space, then start again.",
  Unwritable:
    "can't be locked. Give this user permission to write it, or mount the disk writable, then start again.",
  Unreadable:
    "can't be opened. Give this user permission to read and write it and its folder, then start again.",
}

/**
 * Locks a file for this process; undefined when another process still has it after `waitMs`. The operating system
 * releases the lock when the process ends, however it ends. Waiting blocks the thread.
 * @throws StartError if the file can't be a lock
 */
export const takeLock = (file: string, waitMs = 0): Lock | undefined => {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { timeout: waitMs })
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database?.close()
    const failure = sqliteFailure(error)
    if (failure === 'Busy') return undefined
    if (failure === undefined) throw error
    throw new StartError(`The lock file ${file} ${sentences[failure]}`, { cause: error })
  }
  return { release: () => database.close() }
}
