import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import type { ContainerClient } from '@azure/storage-blob'
import type { BlobSource } from '../../../../src/domain/ports/blobs.ts'
import {
  createContainer,
  datastore,
  everything,
  readAll,
  sourcesOn,
  writeBlob,
  joinAzurite,
} from './fixtures.ts'

const awkwardNames = [
  "it's #1 100% sure?.png",
  'a b/c+d&e=f;g,h@i:j$k.png',
  '🐈/emoji 🐕.png',
  'é/\u00e9 and e\u0301.png',
  '%41%2F.png',
  '<tag>&amp;"quoted".png',
  ' leading and trailing ',
  '01.50',
  '{containerName}/{blob}.png',
  `long/${'x'.repeat(995)}`,
  `雪/${'雪'.repeat(900)}`,
]

const azurite = joinAzurite()
let container: ContainerClient
let source: BlobSource

beforeAll(async () => {
  container = await createContainer(azurite)
  source = await sourcesOn(azurite).open(datastore(container.url))
  await Promise.all(awkwardNames.map((name) => writeBlob(container, name, `content of ${name}`)))
})

describe('awkward names', () => {
  test('are listed as they are', async () => {
    expect((await everything(source)).toSorted()).toEqual(awkwardNames.toSorted())
    expect((await everything(source, 2)).toSorted()).toEqual(awkwardNames.toSorted())
  })

  test.each(awkwardNames.map((name) => [name.slice(0, 40), name] as const))(
    '%s can be read and signed',
    async (_, name) => {
      const content = `content of ${name}`
      expect(await source.exists(name)).toBe(true)
      expect(await source.readPart(name, { offset: 0, count: 7 })).toEqual({ bytes: Buffer.from('content') })
      expect(await readAll(await source.open(name, {}))).toBe(content)
      const url = await source.readUrl(name, Date.now() + 60_000)
      expect(await (await fetch(url!)).text()).toBe(content)
    },
  )

  test('of an encoded file is read as it is stored, and with its encoding', async () => {
    const packed = gzipSync('content')
    await container.getBlockBlobClient('encoded/a.png').upload(packed, packed.length, {
      blobHTTPHeaders: { blobContentEncoding: 'gzip' },
    })
    const part = await source.readPart('encoded/a.png', { offset: 0, count: 100 })
    await container.getBlockBlobClient('encoded/a.png').delete()
    expect(part).toEqual({ bytes: packed, contentEncoding: 'gzip' })
  })

  test('that would leave the container are not found', async () => {
    for (const name of ['../other/a.png', 'a/../../b', '.', 'a/./b', 'lone \ud83d', '']) {
      expect(await source.readPart(name, { offset: 0, count: 1 })).toEqual({ unreadable: 'Path' })
      await expect(source.open(name, {})).rejects.toMatchObject({ code: 'BlobNotFound' })
    }
  })
})

describe('a listing', () => {
  test('gives what the file itself says', async () => {
    const { blobs } = await source.list({ prefix: "it's", pageSize: 10 })
    const opened = await source.open(awkwardNames[0]!, {})
    if (opened === 'NotModified') throw new Error('unexpected')
    const { stream, etag, size, contentType, lastModified } = opened
    await stream.cancel()
    const md5 = createHash('md5').update(`content of ${awkwardNames[0]}`).digest('base64')
    expect(blobs).toEqual([{ path: awkwardNames[0], etag, size, md5, contentType, lastModified }])
    expect(etag).toMatch(/^".+"$/)
    expect(Math.abs(lastModified - Date.now())).toBeLessThan(60_000)
  })

  test('leaves the markers of folders out, and browsing shows them as folders', async () => {
    const tree = await createContainer(azurite)
    await writeBlob(tree, 'cats/', '')
    await tree.getBlockBlobClient('dogs').upload('', 0, { metadata: { hdi_isfolder: 'true' } })
    for (const name of ['cats/1.png', 'dogs/1.png', 'readme.txt']) await writeBlob(tree, name, 'x')
    const here = await sourcesOn(azurite).open(datastore(tree.url))
    expect(await everything(here)).toEqual(['cats/1.png', 'dogs/1.png', 'readme.txt'])
    const root = await here.browse({ prefix: '', pageSize: 100 })
    expect(root.entries).toMatchObject([
      { kind: 'Folder', path: 'cats/' },
      { kind: 'Folder', path: 'dogs/' },
      { kind: 'File', path: 'readme.txt', size: 1 },
    ])
    expect((await here.browse({ prefix: 'cats/', pageSize: 100 })).entries).toMatchObject([
      { kind: 'File', path: 'cats/1.png' },
    ])
    const first = await here.browse({ prefix: '', pageSize: 1 })
    expect(first.entries.length).toBeLessThanOrEqual(1)
    expect(first.continuation).toBeDefined()
  })

  test('of names that XML must escape thousands of times is read whole', async () => {
    const many = await createContainer(azurite)
    const names = Array.from(
      { length: 20 },
      (_, index) => `${`&<'">`.repeat(50)}/${String(index).padStart(4, '0')}`,
    )
    await Promise.all(names.map((name) => writeBlob(many, name, '')))
    expect(await everything(await sourcesOn(azurite).open(datastore(many.url)))).toEqual(names)
  })

  test('of an empty container is empty, and the container is fine', async () => {
    const empty = await sourcesOn(azurite).open(datastore((await createContainer(azurite)).url))
    await empty.probe()
    expect(await empty.list({ prefix: '', pageSize: 10 })).toEqual({
      blobs: [],
      listedAt: expect.any(Number),
    })
  })
})

describe('a file', () => {
  test('is read in ranges', async () => {
    await writeBlob(container, 'digits', '0123456789')
    const part = await source.open('digits', { range: { offset: 2, count: 3 } })
    expect(part).toMatchObject({
      length: 3,
      size: 10,
      range: { offset: 2, count: 3 },
      contentType: 'image/png',
    })
    expect(await readAll(part)).toBe('234')
    expect(await readAll(await source.open('digits', { range: { offset: 7 } }))).toBe('789')
    expect(await readAll(await source.open('digits', { range: { offset: 0, count: 1 } }))).toBe('0')
    const whole = await source.open('digits', {})
    expect(whole).toMatchObject({ length: 10, size: 10 })
    expect(whole).not.toHaveProperty('range')
    expect(await readAll(whole)).toBe('0123456789')
    await expect(source.open('digits', { range: { offset: 12, count: 2 } })).rejects.toMatchObject({
      code: 'RangeNotSatisfiable',
      fileSize: 10,
    })
    for (const range of [{ offset: 10 }, { offset: -1 }, { offset: 0, count: 0 }, { offset: 1.5 }])
      await expect(source.open('digits', { range })).rejects.toMatchObject({
        code: 'RangeNotSatisfiable',
      })
  })

  test('is not sent again to who has it', async () => {
    await writeBlob(container, 'kept', 'one')
    const first = await source.open('kept', {})
    if (first === 'NotModified') throw new Error('unexpected')
    expect(await readAll(first)).toBe('one')
    expect(await source.open('kept', { ifNoneMatch: first.etag })).toBe('NotModified')
    expect(await source.open('kept', { ifNoneMatch: `W/${first.etag}` })).toBe('NotModified')
    expect(await readAll(await source.open('kept', { ifNoneMatch: '"another"' }))).toBe('one')
    expect(await readAll(await source.open('kept', { ifNoneMatch: `"a", ${first.etag}` }))).toBe('one')
    await writeBlob(container, 'kept', 'two')
    expect(await readAll(await source.open('kept', { ifNoneMatch: first.etag }))).toBe('two')
  })

  test('may be empty', async () => {
    await writeBlob(container, 'empty', '')
    expect(await source.readPart('empty', { offset: 0, count: 100 })).toMatchObject({ bytes: { length: 0 } })
    expect(await source.readPart('empty', { offset: 50, count: 100 })).toMatchObject({ bytes: { length: 0 } })
    expect(await readAll(await source.open('empty', {}))).toBe('')
  })

  test('may not be there', async () => {
    expect(await source.exists('nowhere')).toBe(false)
    const refusal = { code: 'BlobNotFound', message: expect.stringContaining("'pets'") }
    await expect(source.open('nowhere', {})).rejects.toMatchObject(refusal)
    await expect(source.readPart('nowhere', { offset: 0, count: 10 })).rejects.toMatchObject(refusal)
  })

  test('of many megabytes is streamed, and let go when its reader stops', async () => {
    await writeBlob(container, 'large', Buffer.alloc(24 * 1024 * 1024, 'x'))
    const whole = await source.open('large', {})
    expect((await readAll(whole)).length).toBe(24 * 1024 * 1024)
    const opened = await source.open('large', {})
    if (opened === 'NotModified') throw new Error('unexpected')
    const reader = opened.stream.getReader()
    expect((await reader.read()).value?.length).toBeGreaterThan(0)
    await reader.cancel()
    await expect(reader.closed).resolves.toBeUndefined()
  })
})
