import { DatabaseSync } from 'node:sqlite'

export interface Lock {
  release(): void
}

const SQLITE_BUSY = 5

/**
 * Takes a file for this process, or answers undefined when another one still has it after `waitMs`. The operating
 * system gives the lock back when the process ends, however it ends. Waiting blocks the thread.
 */
export function takeLock(file: string, waitMs = 0): Lock | undefined {
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

const isBusy = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === SQLITE_BUSY
