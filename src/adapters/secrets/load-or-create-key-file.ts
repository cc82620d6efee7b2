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
  throw new Error(`The key file ${path} does not have ${keyBytes} bytes; restore it from a backup`)
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
 * @throws Error if the file is not a valid key
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
  if (!key) throw new Error(`The key file ${path} was deleted during its creation; start the service again`)
  return key
}
