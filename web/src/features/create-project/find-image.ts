import type { Schemas } from '../../api/client.ts'
import { continuationOf } from '../../api/take-all.ts'
import { isImage } from '../../upload/choose-files.ts'

/** Lists that are read before the question stays open: a tree may have any number of folders without images. */
const mostLists = 40

type ReadList = (prefix: string, continuation: string | undefined) => Promise<Schemas['DatastoreEntryList']>

/** Whether a folder, or one in it, has an image; null if that takes too long to find out. */
export const findImage = async (read: ReadList, folder: string): Promise<boolean | null> => {
  const waiting: { readonly prefix: string; readonly continuation?: string | undefined }[] = [
    { prefix: folder },
  ]
  for (let lists = 0; lists < mostLists; lists += 1) {
    const next = waiting.shift()
    if (!next) return false
    const list = await read(next.prefix, next.continuation)
    if (list.value.some(({ kind, path }) => kind === 'File' && isImage(path))) return true
    waiting.push(...list.value.flatMap(({ kind, path }) => (kind === 'Folder' ? [{ prefix: path }] : [])))
    const continuation = continuationOf(list)
    if (continuation !== undefined) waiting.push({ prefix: next.prefix, continuation })
  }
  return waiting.length === 0 ? false : null
}
