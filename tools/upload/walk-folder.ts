import type { BigIntStats, Dirent } from 'node:fs'
import { opendir, readlink, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { explainReadError } from './file-problem.ts'
import { findNameProblem } from './name-problem.ts'

/** A file to copy, or what is in its place and cannot be copied. */
export type Found =
  | { readonly kind: 'File'; readonly path: string; readonly file: string; readonly size: number }
  /** `path` is for reading only: it may not be the name of the file. */
  | { readonly kind: 'Failed' | 'LeftOut'; readonly path: string; readonly reason: string }

type FoundFiles = AsyncGenerator<Found, void, undefined>

interface Folder {
  /** On this machine. */
  readonly file: string
  /** Below the root, with `/` between names and at the end; empty for the root. */
  readonly path: string
}

interface Walk {
  /** The folders that were entered, each by where it is, with its path. Links could multiply a few files to millions. */
  readonly entered: Map<string, string>
  /** Links to folders wait until all that is no link was walked: a file has the name that it has without links. */
  readonly links: Folder[]
}

const identify = ({ dev, ino }: BigIntStats): string => `${dev}:${ino}`

const explain = async (cause: unknown, file: string, name: string): Promise<string> => {
  // What a name that is no UTF-8 is decoded to names nothing.
  if (name.includes('\uFFFD')) return 'its name is no UTF-8, which names in storage are: rename it'
  const target = await readlink(file).catch(() => undefined)
  return target === undefined ? explainReadError(cause) : `a link to '${target}', which is not there`
}

const explainRepeat = (path: string, known: string): string =>
  `${path}/`.startsWith(known)
    ? 'a link to a folder that it is in'
    : `the same folder as '${known}', whose files are copied once`

/** A file to copy, unless storage cannot keep its name. */
export const toFound = (path: string, file: string, size: number): Found => {
  const reason = findNameProblem(path)
  return reason === undefined ? { kind: 'File', path, file, size } : { kind: 'Failed', path, reason }
}

async function* enter(folder: Folder, stats: BigIntStats, walk: Walk): FoundFiles {
  const id = identify(stats)
  const known = walk.entered.get(id)
  if (known !== undefined) {
    yield { kind: 'LeftOut', path: folder.path, reason: explainRepeat(folder.path, known) }
    return
  }
  walk.entered.set(id, folder.path)
  try {
    for await (const entry of await opendir(folder.file)) yield* walkEntry(folder, entry, walk)
  } catch (error) {
    yield { kind: 'Failed', path: folder.path || folder.file, reason: explainReadError(error) }
  }
}

async function* walkEntry(folder: Folder, entry: Dirent, walk: Walk): FoundFiles {
  const { name } = entry
  const path = `${folder.path}${name}`
  const file = join(folder.file, name)
  let stats: BigIntStats
  try {
    stats = await stat(file, { bigint: true })
  } catch (error) {
    yield { kind: 'Failed', path, reason: await explain(error, file, name) }
    return
  }
  if (stats.isFile()) yield toFound(path, file, Number(stats.size))
  else if (!stats.isDirectory()) yield { kind: 'LeftOut', path, reason: 'neither a file nor a folder' }
  else if (entry.isSymbolicLink()) walk.links.push({ file, path: `${path}/` })
  else yield* enter({ file, path: `${path}/` }, stats, walk)
}

async function* followLink(link: Folder, walk: Walk): FoundFiles {
  let stats: BigIntStats
  try {
    stats = await stat(link.file, { bigint: true })
  } catch (error) {
    yield { kind: 'Failed', path: link.path, reason: await explain(error, link.file, basename(link.file)) }
    return
  }
  yield* enter(link, stats, walk)
}

const byPath = (one: Folder, other: Folder): number => (one.path < other.path ? -1 : 1)

/**
 * All files below a folder, one by one, in the order of the file system. Links to files are followed, and links to folders
 * after all others, by name; each folder is entered once, however many links lead to it. Holds one path for each folder.
 */
export async function* walkFolder(root: string): FoundFiles {
  const walk: Walk = { entered: new Map(), links: [] }
  yield* enter({ file: root, path: '' }, await stat(root, { bigint: true }), walk)
  while (walk.links.length > 0)
    for (const link of walk.links.splice(0).toSorted(byPath)) yield* followLink(link, walk)
}
