import { beforeAll, describe, expect, test } from '@jest/globals'
import type { ContainerClient } from '@azure/storage-blob'
import {
  createContainer,
  datastore,
  everything,
  joinAzurite,
  sasOf,
  secretsInMemory,
  soon,
  sourcesOn,
  writeBlob,
} from './fixtures.ts'

const azurite = joinAzurite()
let container: ContainerClient
beforeAll(async () => {
  container = await createContainer(azurite)
})

const hour = 3_600_000
const open = (prefix?: string) =>
  sourcesOn(azurite).open({ ...datastore(container.url), ...(prefix === undefined ? {} : { prefix }) })
const put = (url: string, content: string, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'PUT',
    body: content,
    headers: { 'x-ms-blob-type': 'BlockBlob', 'Content-Type': 'image/png', ...headers },
  })
const contentOf = async (path: string): Promise<string> =>
  (await container.getBlockBlobClient(path).downloadToBuffer()).toString()

describe('a URL for an upload', () => {
  test('creates its file once, and replaces none', async () => {
    const source = await open()
    const names = ['new/one.png', "new/it's #2 🐈 100%.png"]
    const until = Date.now() + hour
    const { urls, expiresAt } = await source.uploadUrls(names, until)
    expect(expiresAt).toBe(until)
    expect(await everything(source)).toEqual([])
    for (const [index, url] of urls.entries()) {
      expect((await put(url, 'first', { 'If-None-Match': '*' })).status).toBe(201)
      expect(await contentOf(names[index] ?? '')).toBe('first')
      expect([409, 403, 412]).toContain((await put(url, 'second', { 'If-None-Match': '*' })).status)
      expect((await put(url, 'third')).status).toBe(403)
      expect(await contentOf(names[index] ?? '')).toBe('first')
    }
  })

  test('allows nothing else', async () => {
    const source = await open()
    await writeBlob(container, 'there.png', 'there')
    const [url = ''] = (await source.uploadUrls(['there.png'], Date.now() + hour)).urls
    expect((await put(url, 'other')).status).toBe(403)
    for (const method of ['GET', 'HEAD', 'DELETE']) expect((await fetch(url, { method })).status).toBe(403)
    const other = new URL(url)
    other.pathname = other.pathname.replace('there.png', 'elsewhere.png')
    expect((await put(other.href, 'x')).status).toBe(403)
    const [late = ''] = (await source.uploadUrls(['late.png'], Date.now() - 5000)).urls
    expect((await put(late, 'x')).status).toBe(403)
    expect(await contentOf('there.png')).toBe('there')
  })

  test('stays in the folder of its datastore', async () => {
    const source = await open('folder/')
    const [url = ''] = (await source.uploadUrls(['a.png'], Date.now() + hour)).urls
    expect((await put(url, 'inside')).status).toBe(201)
    expect(await contentOf('folder/a.png')).toBe('inside')
    await expect(source.uploadUrls(['../b.png'], Date.now() + hour)).rejects.toMatchObject({
      code: 'BlobNotFound',
    })
  })
})

describe('a credential that gives no such URL', () => {
  test('is a SAS token, whatever it allows: it is never given away', async () => {
    const secrets = secretsInMemory()
    await secrets.put('token', await sasOf(container, 'rlcw'))
    const source = await sourcesOn(azurite, { secrets }).open(
      datastore(container.url, { type: 'Sas', secretName: 'token' }),
    )
    const refused = source.uploadUrls(['a.png'], Date.now() + hour)
    await expect(refused).rejects.toMatchObject({
      code: 'DatastoreReadOnly',
      message: expect.not.stringContaining('sig='),
    })
  })

  test('is none', async () => {
    const source = await sourcesOn(azurite).open(datastore(container.url, { type: 'Anonymous' }))
    await expect(source.uploadUrls(['a.png'], Date.now() + hour)).rejects.toMatchObject({
      code: 'DatastoreReadOnly',
    })
  })
})

test('a container that is gone, or does not answer, is said', async () => {
  const gone = await sourcesOn(azurite).open(datastore(`${azurite.accountUrl}/none`))
  await expect(gone.uploadUrls(['a.png'], Date.now() + hour)).rejects.toMatchObject({
    code: 'DatastoreUnreachable',
  })
  const silent = await sourcesOn(
    { ...azurite, accountUrl: 'http://127.0.0.1:9/devstoreaccount1' },
    { deadlines: { call: soon } },
  ).open(datastore('http://127.0.0.1:9/devstoreaccount1/none'))
  await expect(silent.uploadUrls(['a.png'], Date.now() + hour)).rejects.toMatchObject({
    code: 'DatastoreUnavailable',
  })
})
