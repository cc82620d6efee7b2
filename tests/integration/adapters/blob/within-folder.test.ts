import { beforeAll, describe, expect, it } from '@jest/globals'
import type { ContainerClient } from '@azure/storage-blob'
import type { BlobSource } from '../../../../src/domain/ports/blobs.ts'
import {
  createContainer,
  datastore,
  everything,
  joinAzurite,
  readAll,
  sourcesOn,
  writeBlob,
} from './fixtures.ts'

const azurite = joinAzurite()
let container: ContainerClient
let folder: BlobSource

beforeAll(async () => {
  container = await createContainer(azurite)
  for (const path of [
    'outside.png',
    '2026/raw',
    '2026/raws/x.png',
    '2026/raw/a b.png',
    '2026/raw/cats/1.png',
  ])
    await writeBlob(container, path, path)
  folder = await sourcesOn(azurite).open({ ...datastore(container.url), prefix: '2026/raw/' })
})

describe('the folder of a container', () => {
  it('lists its own files, by paths relative to it', async () => {
    expect(await everything(folder)).toEqual(['a b.png', 'cats/1.png'])
    expect(await everything(folder, 1)).toEqual(['a b.png', 'cats/1.png'])
    expect(await everything(folder, 5000, 'ca')).toEqual(['cats/1.png'])
    const { entries } = await folder.browse({ prefix: '', pageSize: 50 })
    expect(entries.map(({ kind, path }) => [kind, path])).toEqual([
      ['Folder', 'cats/'],
      ['File', 'a b.png'],
    ])
    const below = await folder.browse({ prefix: 'cats/', pageSize: 50 })
    expect(below.entries.map(({ path }) => path)).toEqual(['cats/1.png'])
  })

  it('reads its own files', async () => {
    await expect(folder.probe()).resolves.toBeUndefined()
    expect(await folder.readPart('a b.png', { offset: 0, count: 8 })).toEqual({
      bytes: Buffer.from('2026/raw'),
    })
    expect(await readAll(await folder.open('cats/1.png', {}))).toBe('2026/raw/cats/1.png')
    expect(await folder.exists('cats/1.png')).toBe(true)
    expect(await folder.exists('outside.png')).toBe(false)
    const url = (await folder.readUrl('a b.png', Date.now() + 600_000)) ?? ''
    expect(new URL(url).pathname).toMatch(/\/2026\/raw\/a%20b\.png$/)
    expect(await (await fetch(url)).text()).toBe('2026/raw/a b.png')
  })

  it.each(['../raws/x.png', '../../outside.png', 'cats/../../raws/x.png', '.', '..', ''])(
    'has no file %j',
    async (path) => {
      await expect(folder.open(path, {})).rejects.toMatchObject({ code: 'BlobNotFound' })
      expect(await folder.readPart(path, { offset: 0, count: 1 })).toEqual({ unreadable: 'Path' })
      expect(await folder.exists(path)).toBe(false)
    },
  )

  it('cannot be left by the prefix of a listing', async () => {
    expect(await everything(folder, 5000, '../')).toEqual([])
    expect((await folder.browse({ prefix: '../', pageSize: 50 })).entries).toEqual([])
  })
})

describe('a container of the service itself', () => {
  it('is not opened, also if a datastore of an earlier version names it', async () => {
    const exportContainer = container.containerName
    const own = {
      accountUrl: azurite.accountUrl,
      exportContainer,
      renditionContainer: 'renditions',
      hostAccounts: [],
    }
    await expect(sourcesOn(azurite, { own }).open(datastore(container.url))).rejects.toMatchObject({
      code: 'DatastoreUnreachable',
      message: expect.stringContaining('belongs to the service itself'),
    })
  })
})
