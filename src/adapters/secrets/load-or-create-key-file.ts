import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isNativeError } from 'node:util/types'

const keyBytes = 32

const hasCode = (error: unknown, code: string): boolean =>
  isNativeError(error) && 'code' in error && error.code === code

const readKey = async (path: string): Promise<Buffer | undefined> => {
  try {
    const key = await readFile(path)
    if (key.byteLength === keyBytes) return key
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
  throw new Error(`The key file ${path} does not hold ${keyBytes} bytes: restore it from a backup`)
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
 * Reads the service's key, 32 random bytes, and makes it the first time (mode 0600). Processes that start together get
 * the same key: the file appears complete, and only once.
 * @throws Error if the file is not a key.
 */
export const loadOrCreateKeyFile = async (path: string): Promise<Uint8Array> => {
  const existing = await readKey(path)
  if (existing) return existing
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${randomBytes(8).toString('hex')}`
  try {
    await writeNewFile(draft, randomBytes(keyBytes))
    await link(draft, path)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    await rm(draft, { force: true })
  }
  const key = await readKey(path)
  if (!key) throw new Error(`The key file ${path} vanished while it was made`)
  return key
}
