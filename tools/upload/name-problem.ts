import { isAddressablePath } from '../../src/domain/core/addressable-path.ts'

/** The most characters of a blob's name. */
const maxPath = 1024

// XML 1.0 cannot write most of these, so one such name breaks every listing of its container; a carriage return is read as
// another name.
// oxlint-disable-next-line no-control-regex
const unlistable = /[\0-\u0008\u000b-\u001f\ufffe\uffff]/

/** Whether a container with a file of this name can no longer be listed, or not by this name. */
export const isUnlistable = (path: string): boolean => unlistable.test(path)

/** Why storage cannot keep a file by this name, for the end of a sentence; undefined if it can. */
export const findNameProblem = (path: string): string | undefined => {
  if (path.length > maxPath) return `its path has more than ${maxPath} characters: shorten it`
  if (!path.isWellFormed()) return 'its name is no valid Unicode: rename it'
  if (path.includes('\\'))
    return 'its name has a \\, which storage takes for a /, and could replace another file: rename it'
  if (isUnlistable(path))
    return 'its name has a control character that no listing of storage can hold: rename it'
  if (!isAddressablePath(path)) return 'its name has a part . or .., which no URL can hold: rename it'
  return undefined
}
