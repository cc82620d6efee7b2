import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { errorMessage } from '../host/log.ts'
import { takeLock } from './lock.ts'
import type { Lock } from './lock.ts'
import { StartError } from './run.ts'

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
      `The data folder ${full} can't be made (${errorMessage(error)}). Choose another one with DATA_DIR.`,
    )
  }
  return { path: full, file: (name) => join(full, name) }
}

/** Long enough for a service that was just told to stop. */
const predecessorWaitMs = 3000

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
  writeFileSync(holder, String(process.pid))
  return lock
}
