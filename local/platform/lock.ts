import { DatabaseSync } from 'node:sqlite'

export interface Lock {
  readonly release: () => void
}

const sqliteBusy = 5

const isBusy = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === sqliteBusy

/**
 * Locks a file for this process; undefined when another process still has it after `waitMs`. The operating system
 * releases the lock when the process ends, however it ends. Waiting blocks the thread.
 */
export const takeLock = (file: string, waitMs = 0): Lock | undefined => {
  const database = new DatabaseSync(file, { timeout: waitMs })
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (isBusy(error)) return undefined
    throw error
  }
  return { release: () => database.close() }
}
