import { hasCode } from '../../local/host/file-failure.ts'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there any more',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  EISDIR: 'it is a folder now',
  ELOOP: 'a link that leads to itself',
  EIO: 'the disk reports an error',
  EMFILE: 'too many files are open: try again',
  ENAMETOOLONG: 'its name is too long',
}

/** Why a file or folder of this machine cannot be read, for the end of a sentence. */
export const explainReadError = (error: unknown): string => {
  const known = Object.entries(reasons).find(([code]) => hasCode(error, code))
  if (known) return known[1]
  return `it cannot be read (${error instanceof Error ? error.message.split('\n', 1)[0] : String(error)})`
}

/** True for an error of the file system of this machine: those of storage come from requests. */
export const isFileError = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'syscall' in error
