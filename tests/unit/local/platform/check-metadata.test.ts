import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { checkMetadata } from '../../../../local/platform/check-metadata.ts'

const blobs = '__azurite_db_blob__.json'
const extents = '__azurite_db_blob_extent__.json'
const database = '{"filename":"x","collections":[{"name":"$BLOBS_COLLECTION$","data":[]}]}'
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etiquette-'))
  for (const name of [blobs, extents]) await writeFile(join(folder, name), database)
  await mkdir(join(folder, '__blobstorage__'))
  await writeFile(join(folder, '__blobstorage__', 'extent'), 'bytes')
})

afterEach(async () => rm(folder, { recursive: true }))

test('accepts what Azurite wrote, a new folder, and a storage without files', async () => {
  await checkMetadata(folder)
  await checkMetadata(join(folder, 'new'))
  await rm(join(folder, '__blobstorage__'), { recursive: true })
  await rm(join(folder, blobs))
  await checkMetadata(folder)
})

describe.each([blobs, extents])('%s', (name) => {
  test.each([
    ['empty', (file: string) => writeFile(file, ''), /is empty\. Restore the folder from a backup/],
    ['truncated', (file: string) => writeFile(file, database.slice(0, 40)), /is damaged\. Restore/],
    ['of other content', (file: string) => writeFile(file, '{"a":1}'), /is damaged\. Restore/],
    ['missing beside files', (file: string) => rm(file), /is missing, although the storage has files/],
    [
      'a folder',
      async (file: string) => {
        await rm(file)
        await mkdir(file)
      },
      /is a folder where a file is expected/,
    ],
  ])('%s is refused with its name and the way out', async (_, damage, sentence) => {
    const file = join(folder, name)
    await damage(file)
    const refused = checkMetadata(folder)
    await expect(refused).rejects.toThrow(sentence)
    await expect(refused).rejects.toThrow(file)
    await expect(refused).rejects.toMatchObject({ name: 'StartError' })
  })
})
