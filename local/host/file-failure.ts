export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  typeof error.code === 'string' &&
  codes.includes(error.code)

const fullCodes = ['ENOSPC', 'EDQUOT', 'EFBIG'] as const

/** The disk, or the user's quota of it, takes no more data. */
export const isDiskFull = (error: unknown): boolean => hasCode(error, ...fullCodes)

/** What is wrong with a file or a folder, and the way out; undefined for an error that is not about it. */
export const explainFileError = (error: unknown, file: string): string | undefined => {
  if (isDiskFull(error))
    return `${file} can't be written: the disk is full, or its quota is used up. Free disk space, then start again.`
  if (hasCode(error, 'EACCES', 'EPERM'))
    return `${file} can't be read or written by this user. Give it permission, for example by chmod u+rwX '${file}', then start again.`
  if (hasCode(error, 'EROFS'))
    return `${file} is on a read-only file system. Mount it writable, or choose another folder with DATA_DIR.`
  if (hasCode(error, 'EISDIR'))
    return `${file} is a folder where a file is expected. Move it away, then start again.`
  if (hasCode(error, 'ENOTDIR', 'EEXIST'))
    return `${file} is a file, or lies below one, where a folder is expected. Choose another folder with DATA_DIR.`
  if (hasCode(error, 'EIO'))
    return `${file} can't be read: the disk reports an error (EIO). Restore the folder from a backup on another disk.`
  return undefined
}
