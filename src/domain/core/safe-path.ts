import type { ItemId } from '../core/ids.ts'
import { beginsLikeOption, isSafeName, plainExtension } from '../core/safe-name.ts'

/** The folder of the names that are made here; nothing else in an export lies in it, on no file system. */
const renamed = '_renamed'

const encoded = /(?:%[0-9a-f]{2})+/gi

/** As a careless reader decodes: what it can, and leaves the rest. What is no UTF-8 becomes U+FFFD. */
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
 * Whether a path can be joined to a folder on any platform and stays below it, meaning the same everywhere: relative,
 * each part a safe name, no home folder or option, and the same once or twice percent-decoded.
 */
export const isSafePath = (path: string): boolean =>
  isPlainPath(path) && (!path.includes('%') || isStillSafe(path, 2))

/**
 * The path of an item's file for who writes it to a disk: its own if that is safe, else `_renamed/<id>.<extension>`.
 * No two items of an export have the same.
 */
export const safePathOf = ({ id, path }: { readonly id: ItemId; readonly path: string }): string => {
  const [first = ''] = path.split('/', 1)
  return isSafePath(path) && first.toLowerCase() !== renamed
    ? path
    : `${renamed}/${id}${plainExtension(path)}`
}

const encodeSegment = (segment: string): string =>
  segment === '.' || segment === '..' ? segment.replaceAll('.', '%2E') : encodeURIComponent(segment)

/** What encoding would not change, and is quicker to see than to encode. */
const plain = /^(?!\.)[\w\-./~!*'()]*$/

/** Percent-encoded part by part, also `.` and `..`; decoded, it is the path again. */
export const encodePath = (path: string): string =>
  plain.test(path) && !path.includes('/.')
    ? path
    : path.toWellFormed().split('/').map(encodeSegment).join('/')
