import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isNativeError } from 'node:util/types'
import { StartError } from '../../domain/core/start-error.ts'

const keyBytes = 32

const hasCode = (error: unknown, code: string): boolean =>
  isNativeError(error) && 'code' in error && error.code === code

const remedies: Readonly<Record<string, string>> = {
  EACCES: `Give this user permission to read and write the file and its folder, then start again.`,
  EPERM: `Give this user permission to read and write the file and its folder, then start again.`,
  EROFS: 'The file system is read-only: mount it writable, then start again.',
  ENOSPC: 'The disk is full: free disk space, then start again.',
  EDQUOT: 'The quota of the disk is used up: free disk space, then start again.',
  EFBIG: 'The disk takes no more data: free disk space, then start again.',
  EISDIR: 'It is a folder: move it away, then start again.',
  ENOTDIR: 'A part of its path is no folder: correct SECRETS_KEY_FILE, then start again.',
  EIO: 'The disk reports an error: restore the file from a backup on another disk.',
}

/** The error of the file system as a sentence for the operator. */
const explain = (error: unknown, path: string): unknown => {
  const code = isNativeError(error) && 'code' in error ? String(error.code) : ''
  const remedy = remedies[code]
  return remedy === undefined
    ? error
    : new StartError(`The key file ${path} cannot be used (${code}). ${remedy}`, { cause: error })
}

const readKey = async (path: string): Promise<Buffer | undefined> => {
  try {
    const key = await readFile(path)
    if (key.byteLength === keyBytes) return key
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw explain(error, path)
  }
  throw new StartError(
    `The key file ${path} is damaged: it does not have ${keyBytes} bytes. Restore it from a backup. Without a backup move the file away, start again, and set the SAS tokens of the datastores again.`,
  )
}

const writeNewFile = async (path: string, content: Uint8Array): Promise<void> => {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * Reads the key of the service: 32 random bytes. A missing file is created with mode 0600. Processes that start at the same
 * time get the same key, because the file is created atomically.
 * @throws StartError if the file is not a valid key, or cannot be read or created
 */
export const loadOrCreateKeyFile = async (path: string): Promise<Uint8Array> => {
  const existing = await readKey(path)
  if (existing) return existing
  const draft = `${path}.${randomBytes(8).toString('hex')}`
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeNewFile(draft, randomBytes(keyBytes))
    await link(draft, path)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw explain(error, path)
  } finally {
    await rm(draft, { force: true })
  }
  const key = await readKey(path)
  if (!key) throw new Error(`The key file ${path} was deleted during its creation; start the service again`)
  return key
}
