import { chmodSync, readdirSync, statSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { join } from 'node:path'
import { hasCode } from '../host/file-failure.ts'
import { errorMessage } from '../host/log.ts'
import type { Log } from '../host/log.ts'
import { StartError } from '../host/start-error.ts'
import type { DataFolder } from './data-folder.ts'

/** Files and folders of a data folder; names that begin like one of them belong to it: `etiquette.db-wal`. */
const ours = [
  'etiquette.db',
  'host.db',
  'secrets.key',
  'issuer.json',
  'blob-account.json',
  'endpoints.json',
  'lock',
  'blobs',
  'func-storage',
] as const
/** Files that only a data folder has. */
const markers: ReadonlySet<string> = new Set([
  'issuer.json',
  'blob-account.json',
  'secrets.key',
  'etiquette.db',
  'host.db',
])

const isOurs = (name: string): boolean =>
  ours.some((own) => name === own || (name.startsWith(own) && /[.-]/.test(name.charAt(own.length))))

const others = 0o077
const othersWrite = 0o022

/** Undefined for what is gone meanwhile. */
const statOf = (path: string): Stats | undefined => {
  try {
    return statSync(path)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw new StartError(
      `${path} can't be checked (${errorMessage(error)}). Give this user permission to read it.`,
    )
  }
}

const tighten = (path: string, mode: number): void => {
  try {
    chmodSync(path, mode & ~others)
  } catch (error) {
    throw new StartError(
      `${path} can be read by other users of this machine, and this user can't change that (${errorMessage(error)}). ` +
        `Make it private (chmod go= '${path}'), or choose another folder with DATA_DIR, then start again.`,
      { cause: error },
    )
  }
}

const checkOwner = (path: string, { uid }: Stats, user: number): void => {
  if (uid === user || uid === 0) return
  throw new StartError(
    `${path} belongs to another user of this machine (${uid}), who could read and replace what the service keeps there. ` +
      `Give it to the user of the service (chown -R), or choose another folder with DATA_DIR, then start again.`,
  )
}

/** Entries of ours, and of our folders their first level: what lies deeper cannot be reached through them. */
const entriesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => isOurs(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? [path, ...readdirSync(path).map((name) => join(path, name))] : [path]
    })

/** True if the folder itself was made private. */
const checkFolder = ({ path }: DataFolder, stats: Stats, log: Log): boolean => {
  if ((stats.mode & others) === 0) return false
  const names = readdirSync(path)
  if (names.length === 0 || names.some((name) => markers.has(name))) {
    tighten(path, stats.mode)
    return true
  }
  if ((stats.mode & othersWrite) !== 0)
    throw new StartError(
      `Other users of this machine can write the folder ${path}, and could replace what the service keeps there. ` +
        `Make it private (chmod go= '${path}'), or choose another folder with DATA_DIR, then start again.`,
    )
  log(
    'warning',
    'DataFolder',
    `Other users of this machine can list the folder ${path}, which holds files of others, too. ` +
      'The files of the service are private. A folder of its own is better: choose one with DATA_DIR.',
  )
  return false
}

/**
 * Makes private what other users of the machine can read in a data folder, with one warning.
 * @param user The user id of this process; undefined on Windows, which has no such modes
 * @throws StartError if that fails, if the folder or a file belongs to another user, or if others can write a shared folder
 */
export const keepPrivate = (folder: DataFolder, log: Log, user = process.getuid?.()): void => {
  if (user === undefined) return
  const stats = statOf(folder.path)
  if (stats === undefined) return
  checkOwner(folder.path, stats, user)
  const changed = checkFolder(folder, stats, log) ? [folder.path] : []
  for (const path of entriesOf(folder.path)) {
    const found = statOf(path)
    if (found === undefined) continue
    checkOwner(path, found, user)
    if ((found.mode & others) === 0) continue
    tighten(path, found.mode)
    changed.push(path)
  }
  if (changed.length > 0)
    log(
      'warning',
      'DataFolder',
      `Other users of this machine could read ${changed.length} of the files and folders in ${folder.path}, ${changed[0]} for example. ` +
        'They are private now. If such users are not trusted, make new keys: docs/operations.md says how.',
    )
}
