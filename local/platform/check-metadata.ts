import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { explainFileError, hasCode } from '../host/file-failure.ts'
import { StartError } from '../host/start-error.ts'

/** Azurite's files: which blobs exist, where their bytes lie, and the folder of the bytes. */
const metadataFiles = ['__azurite_db_blob__.json', '__azurite_db_blob_extent__.json'] as const
const extentFolder = '__blobstorage__'

const database = z.object({ collections: z.array(z.object({ name: z.string() })) })

const wayOut =
  'Restore the folder from a backup. Without a backup move the folder away and start again: the files in it are then missing, and labels stay.'

const unlessMissing = async <T>(path: string, reading: Promise<T>): Promise<T | undefined> => {
  try {
    return await reading
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    const sentence = explainFileError(error, path)
    throw sentence === undefined ? error : new StartError(sentence, { cause: error })
  }
}

const isDatabase = (text: string): boolean => {
  try {
    return database.safeParse(JSON.parse(text)).success
  } catch {
    return false
  }
}

/**
 * Checks Azurite's metadata, of which Azurite takes an empty or missing file for an empty storage and overwrites it.
 * @throws StartError with the file and the way out
 */
export const checkMetadata = async (folder: string): Promise<void> => {
  const extents = join(folder, extentFolder)
  const hasBytes = ((await unlessMissing(extents, readdir(extents))) ?? []).length > 0
  for (const name of metadataFiles) {
    const file = join(folder, name)
    const text = await unlessMissing(file, readFile(file, 'utf8'))
    if (text === undefined && hasBytes)
      throw new StartError(`${file} is missing, although the storage has files. ${wayOut}`)
    if (text !== undefined && !isDatabase(text))
      throw new StartError(`${file} is ${text === '' ? 'empty' : 'damaged'}. ${wayOut}`)
  }
}
