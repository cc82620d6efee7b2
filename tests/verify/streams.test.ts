import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { get } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob'
import { startBreakableStorage, type BreakableStorage } from '../../tools/breakable-storage.ts'
import { startWorld, type OwnWorld } from '../support/own-service.ts'
import { picture } from '../support/service-world.ts'

const large = Buffer.concat([Buffer.from(picture()), randomBytes(24 * 2 ** 20)])
const tooLarge = Buffer.concat([Buffer.from(picture()), randomBytes(33 * 2 ** 20)])
const zipped = gzipSync(picture())
let storage: BreakableStorage
let world: OwnWorld
const urls = new Map<string, string>()

/** A SAS token, of which no narrower URL can be made: the service passes the files on itself. */
const sasOf = (container: string): string => {
  const { blobAccountName, blobAccountKey } = world.service.endpoints
  return generateBlobSASQueryParameters(
    {
      containerName: container,
      permissions: ContainerSASPermissions.from({ read: true, list: true }),
      expiresOn: new Date(Date.now() + 3_600_000),
    },
    new StorageSharedKeyCredential(blobAccountName, blobAccountKey),
  ).toString()
}

beforeAll(async () => {
  storage = await startBreakableStorage()
  world = await startWorld({ storage, env: { MAX_CONTENT_MB: '32' } })
  const { lead } = world
  await world.container('etiquette-exports').createIfNotExists()
  await world.upload('photos', ['large.png'], large)
  await world.upload('photos', ['too-large.png'], tooLarge)
  await world
    .container('photos')
    .getBlockBlobClient('zipped.png')
    .upload(zipped, zipped.length, {
      blobHTTPHeaders: { blobContentEncoding: 'gzip', blobContentType: 'image/png' },
    })
  const containerUrl = `${storage.blobServiceUrl}/photos`
  const datastore = { type: 'AzureBlob', containerUrl, credential: { type: 'Sas', token: sasOf('photos') } }
  expect((await lead('PUT', '/datastores/photos', { body: datastore })).status).toBe(201)
  const dataset = { mediaType: 'Image', datastore: 'photos', path: '**' }
  expect((await lead('PUT', '/datasets/photos', { body: dataset })).status).toBe(201)
  const project = {
    mediaType: 'Image',
    taskType: 'MultiClass',
    dataset: 'photos',
    labelClasses: [{ name: 'Cat' }],
  }
  const created = await lead('PUT', '/projects/photos', { body: project })
  await world.waitFor(created.headers.get('operation-location'))
  const items = (await lead('GET', '/projects/photos/items')).body.value
  for (const { path, contentUrl } of items) urls.set(path, contentUrl)
})
afterAll(async () => {
  await world.close()
  await storage.stop()
})

/** Megabytes. */
const memoryOf = async (pid: number): Promise<number> => {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])
  return Number(stdout) / 1024
}

const open = async (path: string): Promise<IncomingMessage> => {
  const [response] = (await once(get(urls.get(path) ?? ''), 'response')) as [IncomingMessage]
  return response
}

test('a file below the limit is passed on whole', async () => {
  const response = await fetch(urls.get('large.png') ?? '')
  expect(response.status).toBe(200)
  expect(Buffer.from(await response.arrayBuffer()).equals(large)).toBe(true)
})

test('a file above the limit is refused before its first byte, and can be read in parts', async () => {
  const url = urls.get('too-large.png') ?? ''
  const refused = await fetch(url)
  expect(refused.status).toBe(422)
  expect(await refused.json()).toMatchObject({
    error: { code: 'FileTooLarge', message: expect.stringContaining(`Range: bytes=0-${32 * 2 ** 20 - 1}`) },
  })
  const half = Math.floor(tooLarge.length / 2)
  const parts = await Promise.all(
    [`bytes=0-${half - 1}`, `bytes=${half}-`].map(async (range) => {
      const part = await fetch(url, { headers: { range } })
      expect(part.status).toBe(206)
      return Buffer.from(await part.arrayBuffer())
    }),
  )
  expect(Buffer.concat(parts).equals(tooLarge)).toBe(true)
})

test('a file that is stored as gzip says so, also of a part of it', async () => {
  const url = urls.get('zipped.png') ?? ''
  const whole = await fetch(url)
  expect(whole.headers.get('content-encoding')).toBe('gzip')
  expect(Buffer.from(await whole.arrayBuffer()).equals(picture())).toBe(true)
  const part = await new Promise<IncomingMessage>((done, fail) => {
    get(url, { headers: { range: 'bytes=0-1' } }, done).on('error', fail)
  })
  expect([part.statusCode, part.headers['content-encoding']]).toEqual([206, 'gzip'])
  expect(part.headers['content-range']).toBe(`bytes 0-1/${zipped.length}`)
  const bytes: Buffer[] = []
  for await (const chunk of part) bytes.push(chunk as Buffer)
  expect(Buffer.concat(bytes)).toEqual(Buffer.from([0x1f, 0x8b]))
})

test('a range is of the version that If-Range names, or the whole file', async () => {
  const url = urls.get('large.png') ?? ''
  const ask = async (ifRange: string) => {
    const response = await fetch(url, { headers: { range: 'bytes=10-19', 'if-range': ifRange } })
    const bytes = Buffer.from(await response.arrayBuffer())
    return { status: response.status, bytes, headers: response.headers }
  }
  const { headers } = await ask('')
  for (const version of [headers.get('etag') ?? '', headers.get('last-modified') ?? '']) {
    const { status, bytes } = await ask(version)
    expect([status, bytes.equals(large.subarray(10, 20))]).toEqual([206, true])
  }
  for (const version of ['"another"', `W/${headers.get('etag')}`, 'Thu, 01 Oct 2026 08:00:00 GMT']) {
    const { status, bytes } = await ask(version)
    expect([status, bytes.equals(large)]).toEqual([200, true])
  }
})

test('files wait for room in memory, and all of them arrive', async () => {
  const before = await memoryOf(world.service.pid)
  const watching = { on: true }
  const watch = async () => {
    let most = 0
    while (watching.on) most = Math.max(most, await memoryOf(world.service.pid))
    return most
  }
  const most = watch()
  const sizes = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const response = await fetch(urls.get('large.png') ?? '')
      return [response.status, (await response.arrayBuffer()).byteLength]
    }),
  )
  watching.on = false
  expect(sizes).toEqual(Array.from({ length: 12 }, () => [200, large.length]))
  // Of the 288 MB.
  expect((await most) - before).toBeLessThan(250)
})

test('clients that read nothing hold up nobody else', async () => {
  const deaf = await Promise.all(Array.from({ length: 4 }, () => open('large.png')))
  for (let n = 0; n < 3; n += 1) expect((await fetch(urls.get('large.png') ?? '')).status).toBe(200)
  for (const response of deaf) response.destroy()
})
