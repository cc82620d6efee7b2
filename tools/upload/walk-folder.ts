import type { BigIntStats, Dirent } from 'node:fs'
import { opendir, readlink, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { explainReadError } from './file-problem.ts'

/** A file to copy, or what is in its place and cannot be copied. */
export type Found =
  | { readonly kind: 'File'; readonly path: string; readonly file: string; readonly size: number }
  /** `path` is for reading only: it may not be the name of the file. */
  | { readonly kind: 'Failed' | 'LeftOut'; readonly path: string; readonly reason: string }

interface Folder {
  /** On this machine. */
  readonly file: string
  /** Below the root, with `/` between names and at the end; empty for the root. */
  readonly path: string
  /** The folders that it is in, and itself: a link to one of them would have no end. */
  readonly above: ReadonlySet<string>
  /** The links to folders that lead to it. */
  readonly links: number
}

/** Links from folder to folder to folder can multiply a few files to more than any storage holds. */
const maxLinks = 8
/** The most characters of a blob's name. */
const maxPath = 1024

const identify = ({ dev, ino }: BigIntStats): string => `${dev}:${ino}`

const explain = async (cause: unknown, file: string, name: string): Promise<string> => {
  // What a name that is no UTF-8 is decoded to names nothing.
  if (name.includes('\uFFFD')) return 'its name is no UTF-8, which names in storage are: rename it'
  const target = await readlink(file).catch(() => undefined)
  return target === undefined ? explainReadError(cause) : `a link to '${target}', which is not there`
}

async function* walkEntry(folder: Folder, entry: Dirent): AsyncGenerator<Found, void, undefined> {
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
  if (stats.isDirectory()) {
    const id = identify(stats)
    const links = folder.links + (entry.isSymbolicLink() ? 1 : 0)
    if (folder.above.has(id)) yield { kind: 'LeftOut', path, reason: 'a link to a folder that it is in' }
    else if (links > maxLinks)
      yield { kind: 'Failed', path, reason: `more than ${maxLinks} links to folders lead to it` }
    else yield* walk({ file, path: `${path}/`, above: new Set([...folder.above, id]), links })
  } else if (!stats.isFile()) yield { kind: 'LeftOut', path, reason: 'neither a file nor a folder' }
  else if (path.length > maxPath)
    yield { kind: 'Failed', path, reason: `its path has more than ${maxPath} characters: shorten it` }
  else if (!path.isWellFormed())
    yield { kind: 'Failed', path, reason: 'its name is no valid Unicode: rename it' }
  else yield { kind: 'File', path, file, size: Number(stats.size) }
}

async function* walk(folder: Folder): AsyncGenerator<Found, void, undefined> {
  try {
    for await (const entry of await opendir(folder.file)) yield* walkEntry(folder, entry)
  } catch (error) {
    yield { kind: 'Failed', path: folder.path || folder.file, reason: explainReadError(error) }
  }
}

/**
 * All files below a folder, one by one, in the order of the file system: it holds one name for each level at a time. Links
 * to files and folders are followed.
 */
export async function* walkFolder(root: string): AsyncGenerator<Found, void, undefined> {
  const stats = await stat(root, { bigint: true })
  yield* walk({ file: root, path: '', above: new Set([identify(stats)]), links: 0 })
}
