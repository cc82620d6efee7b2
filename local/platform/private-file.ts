import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hasCode } from '../host/file-failure.ts'

const ownerOnly = 0o600

const writeDraft = async (file: string, text: string): Promise<string> => {
  const draft = `${file}.${randomUUID()}`
  try {
    await writeFile(draft, text, { mode: ownerOnly, flush: true })
    return draft
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

const readIfPresent = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/**
 * The text of a file that is made once and that only its owner can read. When two processes make it at the same time,
 * both get the text of the first one; no process ever reads half a file.
 */
export const readOrMake = async (file: string, make: () => string | Promise<string>): Promise<string> => {
  const known = await readIfPresent(file)
  if (known !== undefined) return known
  const draft = await writeDraft(file, await make())
  try {
    await link(draft, file)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    await rm(draft)
  }
  return readFile(file, 'utf8')
}

export const replacePrivately = async (file: string, text: string): Promise<void> => {
  await rename(await writeDraft(file, text), file)
}
