import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isNativeError } from 'node:util/types'
import { z } from 'zod'

/** The encodings in the order of preference, with what their files end with. */
const endings = { br: '.br', gz: '.gz', identity: '' } as const
export type StoredEncoding = keyof typeof endings

const bytes = z.number().int().min(0)
const webFile = z.object({
  path: z.string().min(1),
  type: z.string().min(1),
  /** True if its name has a hash of its content. */
  immutable: z.boolean(),
  sizes: z.object({ identity: bytes, br: bytes.optional(), gz: bytes.optional() }),
  hash: z.string().min(1),
})
const webFileList = z.array(webFile)
export type WebFile = z.infer<typeof webFile>

/** The list of files that the build of the web app writes (`tools/web-files.ts`). */
const listName = 'files.json'

/** The files of a built web app, by path. A name that is not listed is not looked for on the disk. */
export interface WebFiles {
  readonly find: (path: string) => WebFile | undefined
  readonly read: (file: WebFile, encoding: StoredEncoding) => Promise<Uint8Array>
}

const isMissing = (error: unknown): boolean =>
  isNativeError(error) && 'code' in error && error.code === 'ENOENT'

const readList = async (folder: string): Promise<readonly WebFile[] | undefined> => {
  try {
    return webFileList.parse(JSON.parse(await readFile(join(folder, listName), 'utf8')))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

const openFiles = (folder: string, list: readonly WebFile[]): WebFiles => {
  const byPath = new Map(list.map((file) => [file.path, file]))
  const contents = new Map<string, Uint8Array>()
  return {
    find: (path) => byPath.get(path),
    read: async ({ path }, encoding) => {
      const name = `${path}${endings[encoding]}`
      const known = contents.get(name)
      if (known) return known
      const content = await readFile(join(folder, name))
      contents.set(name, content)
      return content
    },
  }
}

/** Opens the built web app at its first request, and keeps what is read. Undefined while there is none. */
export const createWebFiles = (folder: string): (() => Promise<WebFiles | undefined>) => {
  let opened: WebFiles | undefined
  return async () => {
    if (opened) return opened
    const list = await readList(folder)
    opened = list && openFiles(folder, list)
    return opened
  }
}
