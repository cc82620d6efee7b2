import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Lock, takeLock } from './lock.ts'
import { StartError } from './start-error.ts'

/** Where everything of one local workspace lies. */
export interface DataFolder {
  path: string
  file(name: string): string
}

/** Opens the data folder, and makes it if it is not there; it holds keys, so only its owner may look inside. */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const full = resolve(path)
  try {
    await mkdir(full, { recursive: true, mode: 0o700 })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError(
      `The data folder ${full} can't be made (${reason}). Choose another one with DATA_DIR.`,
    )
  }
  return { path: full, file: (name) => join(full, name) }
}

/** Long enough for a service that was just told to stop. */
const PREDECESSOR_WAIT_MS = 3000

/** Takes the folder for this process: two services on one folder would ruin each other's files. */
export function lockDataFolder(folder: DataFolder): Lock {
  const lock = takeLock(folder.file('lock'), PREDECESSOR_WAIT_MS)
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
