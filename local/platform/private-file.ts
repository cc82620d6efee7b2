import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'

const OWNER_ONLY = 0o600

/**
 * The text of a file that is made once and only its owner can read. When two processes make it at the same time, both
 * get the text of the one that came first; nobody ever reads half a file.
 */
export async function readOrMake(file: string, make: () => string | Promise<string>): Promise<string> {
  const known = await readIfThere(file)
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

export async function replacePrivately(file: string, text: string): Promise<void> {
  await rename(await writeDraft(file, text), file)
}

async function writeDraft(file: string, text: string): Promise<string> {
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, text, { mode: OWNER_ONLY, flush: true })
  return draft
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

export const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code
