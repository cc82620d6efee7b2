import { chmodSync, readdirSync, realpathSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { join } from 'node:path'
import { errorMessage } from '../host/log.ts'
import type { Log } from '../host/log.ts'
import { StartError } from '../host/start-error.ts'
import { checkParents, findOwned } from './check-links.ts'
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

/** What a link leads to keeps its mode: only its owner knows who else needs it. */
const refuseLinked = (path: string): never => {
  throw new StartError(
    `${path} is a link to a file or folder that other users of this machine can read. ` +
      `Make that private (chmod go= "$(realpath '${path}')"), or move it here, then start again.`,
  )
}

/** True if the folder itself was made private. */
const checkFolder = (path: string, stats: Stats, log: Log): boolean => {
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
 * @throws StartError if that fails, if the folder, a file or a link belongs to another user, or if others can write a shared folder
 */
export const keepPrivate = (folder: Pick<DataFolder, 'path'>, log: Log, user = process.getuid?.()): void => {
  if (user === undefined) return
  const root = findOwned(folder.path, user)
  if (root === undefined) return
  checkParents(folder.path, log, user)
  // No mode is changed through a link, which could lead elsewhere by now.
  const top = realpathSync(folder.path)
  const changed = checkFolder(top, root.stats, log) ? [top] : []
  /** Ours in the folder, and in our folders all of the first level: what lies deeper cannot be reached through them. */
  const keepEntry = (path: string, isTop: boolean): void => {
    const found = findOwned(path, user)
    if (found === undefined) return
    if (found.linked) checkParents(path, log, user)
    if ((found.stats.mode & others) !== 0) {
      if (found.linked) refuseLinked(path)
      tighten(path, found.stats.mode)
      changed.push(path)
    }
    // Read now that nobody else can add to it.
    if (isTop && found.stats.isDirectory())
      for (const name of readdirSync(path)) keepEntry(join(path, name), false)
  }
  for (const name of readdirSync(top)) if (isOurs(name)) keepEntry(join(top, name), true)
  if (changed.length > 0)
    log(
      'warning',
      'DataFolder',
      `Other users of this machine could read ${changed.length} of the files and folders in ${folder.path}, ${changed[0]} for example. ` +
        'They are private now. If such users are not trusted, make new keys: docs/operations.md says how.',
    )
}
