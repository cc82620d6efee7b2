import { foldName } from './fold-name.ts'
import type { ItemId } from './ids.ts'
import { plainExtension } from './safe-name.ts'
import { isSafePath, renamed } from './safe-path.ts'

/** Where an export writes the files of items, and how their names end. */
export interface ItemFilePlace {
  /** A folder for files of items only: `labels/train`. Not the name of a class, which may differ from another in case only. */
  readonly folder: string
  /** Appended to the item's path: `.txt`. */
  readonly extension: string
}

/** Names without upper case, and without a dot, as folders must not be named like files. */
const plainFolder = /^[a-z0-9_-]+(?:\/[a-z0-9_-]+){0,9}$/
const plainEnding = /^\.[a-z0-9]{1,10}$/

/** 64 bits of the item id: only names that are equal after folding need to differ in it. */
const suffixLength = 16

/**
 * True if the path is equal to no other such path on any file system. A `~` is excluded: Windows finds a file under its
 * short name (`IMAGES~1.JPG`), too, and the suffix begins with it.
 */
const isDistinct = (path: string): boolean => !path.includes('~') && foldName(path) === path

const withSuffix = (path: string, id: ItemId): string => {
  const end = path.length - plainExtension(path).length
  return `${path.slice(0, end)}~${id.slice(0, suffixLength)}${path.slice(end)}`
}

/** True if a folder of the path is named like a file of the export, with which it would be in conflict. */
const hasFolderLikeFile = (path: string, extension: string): boolean =>
  path.split('/').some((part, index, all) => index < all.length - 1 && foldName(part).endsWith(extension))

/**
 * The path of the file that an export writes for an item. No two items have the same one, and none is a folder of another,
 * also on file systems that ignore case or Unicode normalization; so an export can be unpacked on Windows and macOS. It
 * depends on the item alone, so parts are written independently.
 *
 * The item's path with the extension: `labels/a/b.png.txt`. With upper case, a `~` or characters of another form, a suffix
 * from the item's id is added: `labels/IMG_0001~89abcdef01234567.JPG.txt`. A path that is not safe becomes
 * `labels/_renamed/<id>.png.txt`.
 */
export const itemFilePathOf = (
  { id, path }: { readonly id: ItemId; readonly path: string },
  { folder, extension }: ItemFilePlace,
): string => {
  if (!plainFolder.test(folder) || !plainEnding.test(extension))
    throw new Error(`${folder} and ${extension} are no folder and extension for the files of items`)
  const named = `${folder}/${isDistinct(path) ? path : withSuffix(path, id)}${extension}`
  const [first = ''] = path.split('/', 1)
  const kept =
    isSafePath(named) &&
    isSafePath(path) &&
    foldName(first) !== renamed &&
    !hasFolderLikeFile(path, extension)
  return kept ? named : `${folder}/${renamed}/${id}${plainExtension(path)}${extension}`
}
