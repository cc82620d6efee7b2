import { foldName } from './fold-name.ts'
import type { ItemId } from './ids.ts'
import { beginsLikeOption, isSafeName, plainExtension } from './safe-name.ts'

/** The folder for generated paths. No other path of an export is in it, on any file system. */
export const renamed = '_renamed'

const encoded = /(?:%[0-9a-f]{2})+/gi

/** Percent-decodes like a lenient reader: invalid escapes stay, and invalid UTF-8 becomes U+FFFD. */
const decodeLoosely = (text: string): string =>
  text.replaceAll(encoded, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))

const isPlainPath = (path: string): boolean => path.split('/').every(isSafeName) && !beginsLikeOption(path)

const isStillSafe = (path: string, decodings: number): boolean => {
  const decoded = decodeLoosely(path)
  if (decoded === path) return true
  if (decoded.includes('\ufffd') || !isPlainPath(decoded)) return false
  return decodings <= 1 || isStillSafe(decoded, decodings - 1)
}

/**
 * True if the path, joined to a folder, stays below that folder and has the same meaning on every platform: it is
 * relative, each part is a safe name, it begins like no home folder or option, and this also holds after percent-decoding
 * it once or twice.
 */
export const isSafePath = (path: string): boolean =>
  isPlainPath(path) && (!path.includes('%') || isStillSafe(path, 2))

/**
 * The path under which a reader of an export finds the item's file in a copy of the container: the item's own path if it
 * is safe, else `_renamed/<id>.<extension>`. No two items of an export have the same one. Two that differ only in case or
 * Unicode normalization are one file in a copy on Windows or macOS; `itemFilePathOf` is for files that an export writes.
 */
export const safePathOf = ({ id, path }: { readonly id: ItemId; readonly path: string }): string => {
  const [first = ''] = path.split('/', 1)
  return isSafePath(path) && foldName(first) !== renamed ? path : `${renamed}/${id}${plainExtension(path)}`
}

const control = /\p{Cc}/u
const rooted = /^(?:[/\\]|[a-z]:[/\\])/i

/** True if no lenient reader leaves the folder: no part is `.` or `..`, no root, no control character. */
const isRelative = (path: string): boolean =>
  path !== '' &&
  !rooted.test(path) &&
  !control.test(path) &&
  path.isWellFormed() &&
  path.split(/[/\\]/).every((part) => part !== '.' && part !== '..')

const isStillRelative = (path: string, decodings: number): boolean => {
  const decoded = decodeLoosely(path)
  if (decoded === path) return true
  if (decoded.includes('\ufffd') || !isRelative(decoded)) return false
  return decodings <= 1 || isStillRelative(decoded, decodings - 1)
}

/**
 * True if a reader that joins the path to a folder or a URL stays below it, also after percent-decoding the path once or
 * twice. Other than a safe path it may have characters that Windows does not allow in names: a file with such a name does not
 * come to a Windows machine, and elsewhere a reader finds it only by its real name.
 */
export const isJoinablePath = (path: string): boolean =>
  isRelative(path) && (!path.includes('%') || isStillRelative(path, 2))

const drive = /^[a-z]:/i

/**
 * The path itself if a reader can join it to a copy of the container, else `_renamed/<id>.<extension>`. With `./` before what could be
 * a drive (`a:b.png`): the same file, and inside of the folder on every platform.
 */
export const joinablePathOf = ({ id, path }: { readonly id: ItemId; readonly path: string }): string => {
  const [first = ''] = path.split('/', 1)
  if (!isJoinablePath(path) || foldName(first) === renamed) return `${renamed}/${id}${plainExtension(path)}`
  return drive.test(path) ? `./${path}` : path
}

const encodeSegment = (segment: string): string =>
  segment === '.' || segment === '..' ? segment.replaceAll('.', '%2E') : encodeURIComponent(segment)

/** Paths that encoding does not change. This test is faster than encoding. */
const plain = /^(?!\.)[\w\-./~!*'()]*$/

/** Percent-encodes each part of the path, also `.` and `..`. Decoding returns the path. */
export const encodePath = (path: string): string =>
  plain.test(path) && !path.includes('/.')
    ? path
    : path.toWellFormed().split('/').map(encodeSegment).join('/')
