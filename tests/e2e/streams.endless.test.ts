import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob'
import { startEndlessStorage, type EndlessStorage } from '../support/endless-storage.ts'
import { startWorld, type OwnWorld } from '../support/own-service.ts'
import { until } from '../support/until.ts'

let storage: EndlessStorage
let world: OwnWorld
let url: string

beforeAll(async () => {
  storage = await startEndlessStorage()
  // More than the endless file, so that the limit of the size does not refuse it.
  world = await startWorld({ storage, env: { MAX_CONTENT_MB: '100000', CONTENT_IDLE_MS: '1500' } })
  const { lead } = world
  await world.container('etiquette-exports').createIfNotExists()
  await world.upload('photos', ['endless.png', 'small.png'])
  const token = generateBlobSASQueryParameters(
    {
      containerName: 'photos',
      permissions: ContainerSASPermissions.from({ read: true, list: true }),
      expiresOn: new Date(Date.now() + 3_600_000),
    },
    new StorageSharedKeyCredential(storage.blobAccountName, storage.blobAccountKey),
  ).toString()
  const datastore = { type: 'AzureBlob', containerUrl: `${storage.blobServiceUrl}/photos?${token}` }
  expect((await lead('PUT', '/datastores/photos', { body: datastore })).status).toBe(201)
  const dataset = { mediaType: 'Image', datastore: 'photos', path: '**' }
  expect((await lead('PUT', '/datasets/photos', { body: dataset })).status).toBe(201)
  const project = {
    mediaType: 'Image',
    taskType: 'MultiClass',
    dataset: 'photos',
    labelClasses: [{ name: 'Cat' }],
  }
  await world.waitFor(
    (await lead('PUT', '/projects/photos', { body: project })).headers.get('operation-location'),
  )
  const items: { path: string; contentUrl: string }[] = (await lead('GET', '/projects/photos/items')).body
    .value
  url = items.find(({ path }) => path === 'endless.png')?.contentUrl ?? ''
})
afterAll(async () => {
  await world.close()
  await storage.stop()
})

/** Megabytes. */
const memoryOfService = async (): Promise<number> => {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(world.service.pid)])
  return Number(stdout) / 1024
}

/** A client that reads the head of the response, and nothing after it. */
const openDeaf = async (): Promise<IncomingMessage> => {
  const [response] = (await once(get(url), 'response')) as [IncomingMessage]
  response.on('error', () => undefined)
  return response
}

/** Where the storage stands once nothing is taken from it any more. */
const rest = async (): Promise<number> => {
  let before = -1
  await until(
    async () => {
      const same = storage.sent() === before
      before = storage.sent()
      return same
    },
    (same) => same,
  )
  return before
}

test('a client that takes nothing stops the storage after some megabytes, and is cut', async () => {
  const before = await memoryOfService()
  const responses = await Promise.all(Array.from({ length: 4 }, openDeaf))
  expect(storage.readers()).toBe(4)
  // The buffers of two connections and of the service, for each of the four.
  expect(await rest()).toBeLessThan(4 * 24 * 2 ** 20)
  expect((await memoryOfService()) - before).toBeLessThan(150)
  await until(
    async () => storage.readers(),
    (readers) => readers === 0,
  )
  const stopped = storage.sent()
  await Promise.all(
    responses.map(async (response) => {
      response.resume()
      await until(
        async () => response.closed,
        (closed) => closed,
      )
      expect(response.complete).toBe(false)
    }),
  )
  expect(storage.sent()).toBe(stopped)
})

test('a client that goes away ends the reading of the storage', async () => {
  const response = await openDeaf()
  expect(storage.readers()).toBe(1)
  response.destroy()
  await until(
    async () => storage.readers(),
    (readers) => readers === 0,
  )
})

test('a client that reads on for longer than the idle limit is not cut, and fills no memory', async () => {
  const before = await memoryOfService()
  const response = await openDeaf()
  const enough = 300 * 2 ** 20
  let bytes = 0
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length
    if (bytes >= enough) break
  }
  expect(bytes).toBeGreaterThanOrEqual(enough)
  expect((await memoryOfService()) - before).toBeLessThan(200)
  await until(
    async () => storage.readers(),
    (readers) => readers === 0,
  )
})
