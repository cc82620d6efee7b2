import { lstatSync, realpathSync, statSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { dirname } from 'node:path'
import { hasCode } from '../host/file-failure.ts'
import { errorMessage } from '../host/log.ts'
import type { Log } from '../host/log.ts'
import { StartError } from '../host/start-error.ts'

/** Undefined for what is gone meanwhile. */
const orGone = <T>(path: string, read: () => T): T | undefined => {
  try {
    return read()
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw new StartError(
      `${path} can't be checked (${errorMessage(error)}). Give this user permission to read it.`,
    )
  }
}

/** @throws StartError unless it belongs to this user or root */
export const checkOwner = (path: string, { uid }: Stats, user: number): void => {
  if (uid === user || uid === 0) return
  throw new StartError(
    `${path} belongs to another user of this machine (${uid}), who could read and replace what the service keeps there. ` +
      `Give it to the user of the service (chown -R), or choose another folder with DATA_DIR, then start again.`,
  )
}

/** @throws StartError for a link of another user, who could let it lead elsewhere */
const checkLink = (path: string, link: Stats, user: number): void => {
  if (!link.isSymbolicLink() || link.uid === user || link.uid === 0) return
  throw new StartError(
    `${path} is a link that belongs to another user of this machine (${link.uid}), who decides what the service reads and writes there. ` +
      `Remove the link (rm '${path}'), or choose another folder with DATA_DIR, then start again.`,
  )
}

/** A file or folder of this user or root. */
export interface Owned {
  readonly stats: Stats
  /** It is what a link leads to. */
  readonly linked: boolean
}

/**
 * What is at a path; undefined for nothing.
 * @throws StartError if it, or the link there, belongs to another user
 */
export const findOwned = (path: string, user: number): Owned | undefined => {
  const link = orGone(path, () => lstatSync(path))
  if (link === undefined) return undefined
  checkLink(path, link, user)
  const stats = orGone(path, () => statSync(path))
  if (stats === undefined) return undefined
  checkOwner(path, stats, user)
  return { stats, linked: link.isSymbolicLink() }
}

const parentsOf = (path: string): readonly string[] => {
  const parents: string[] = []
  for (let at = path; dirname(at) !== at;) {
    at = dirname(at)
    parents.push(at)
  }
  return parents
}

const sticky = 0o1000
const groupWrites = 0o020
const allWrite = 0o002

/** Why other users could move a folder in this one away and put theirs in its place; undefined if they cannot. */
const weaknessOf = ({ mode, uid, gid }: Stats, user: number): string | undefined => {
  if (uid !== user && uid !== 0) return `belongs to another user (${uid})`
  if ((mode & sticky) !== 0) return undefined
  if ((mode & allWrite) !== 0) return 'can be written by all users'
  // The group that many systems give each user, of the same number, has no other members.
  if ((mode & groupWrites) !== 0 && gid !== 0 && gid !== user) return `can be written by the group ${gid}`
  return undefined
}

/**
 * Warns if other users could replace a folder by its parents, or those of what it is a link to.
 * @throws StartError if a link on the way is of another user, or a parent of another user can be written by all
 */
export const checkParents = (path: string, log: Log, user: number): void => {
  const real = orGone(path, () => realpathSync(path)) ?? path
  const weak: string[] = []
  for (const parent of new Set([...parentsOf(path), ...parentsOf(real)])) {
    const link = orGone(parent, () => lstatSync(parent))
    if (link !== undefined) checkLink(parent, link, user)
    const stats = orGone(parent, () => statSync(parent))
    const weakness = stats && weaknessOf(stats, user)
    if (stats === undefined || weakness === undefined) continue
    if (stats.uid !== user && stats.uid !== 0 && (stats.mode & allWrite) !== 0 && (stats.mode & sticky) === 0)
      throw new StartError(
        `The folder ${parent}, which holds ${path}, ${weakness} and can be written by all users of this machine, who could replace what the service keeps. ` +
          'Choose a folder of this user with DATA_DIR, then start again.',
      )
    weak.push(`${parent} ${weakness}`)
  }
  if (weak.length > 0)
    log(
      'warning',
      'DataFolder',
      `Other users of this machine could replace the folder ${path}: ${weak.slice(0, 3).join(', ')}. ` +
        'Take that right from them (chown, chmod go-w, or chmod +t for a folder that all share), or choose a folder of this user with DATA_DIR.',
    )
}
