import './private-umask.ts'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { explainFileError, isDiskFull } from '../host/file-failure.ts'
import { errorMessage } from '../host/log.ts'
import type { Log } from '../host/log.ts'
import { StartError } from '../host/start-error.ts'
import { takeLock } from './lock.ts'
import type { Lock } from './lock.ts'

/** The folder that holds one local workspace. */
export interface DataFolder {
  readonly path: string
  readonly file: (name: string) => string
}

/** Opens the data folder, and makes it if it does not exist; it holds keys, so only its owner may read it. */
export const openDataFolder = async (path: string): Promise<DataFolder> => {
  const full = resolve(path)
  try {
    await mkdir(full, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new StartError(
      explainFileError(error, full) ??
        `The data folder ${full} can't be made (${errorMessage(error)}). Choose another one with DATA_DIR.`,
    )
  }
  return { path: full, file: (name) => join(full, name) }
}

/**
 * Checks that the folder takes data. A full disk is only reported: the service starts all the same, to read.
 * @throws StartError if this user can't write there
 */
export const checkWritable = (folder: DataFolder, log: Log): void => {
  const probe = folder.file(`.writable-${process.pid}`)
  try {
    // Some bytes: an empty file fits on a full disk.
    writeFileSync(probe, 'x'.repeat(4096))
  } catch (error) {
    if (!isDiskFull(error))
      throw new StartError(explainFileError(error, folder.path) ?? errorMessage(error), { cause: error })
    log(
      'error',
      'DataFolder',
      `The disk of the data folder ${folder.path} is full. The service reads, and refuses writes until there is room. Free disk space.`,
    )
  } finally {
    rmSync(probe, { force: true })
  }
}

/** Long enough for a service that was just told to stop. */
const predecessorWaitMs = 3000

/** Names the process for the message of a second one; a full disk must not prevent the start. */
const writeHolder = (file: string): void => {
  try {
    writeFileSync(file, String(process.pid))
  } catch (error) {
    if (!isDiskFull(error)) throw new StartError(explainFileError(error, file) ?? errorMessage(error))
  }
}

/** Locks the folder for this process: two services on one folder would ruin each other's files. */
export const lockDataFolder = (folder: DataFolder): Lock => {
  const lock = takeLock(folder.file('lock'), predecessorWaitMs)
  const holder = folder.file('lock.pid')
  if (lock === undefined) {
    const pid = existsSync(holder) ? ` (process ${readFileSync(holder, 'utf8')})` : ''
    throw new StartError(
      `The data folder ${folder.path} is in use by another running service${pid}. ` +
        'Stop that one first, or choose another folder with DATA_DIR.',
    )
  }
  try {
    writeHolder(holder)
    return lock
  } catch (error) {
    lock.release()
    throw error
  }
}
