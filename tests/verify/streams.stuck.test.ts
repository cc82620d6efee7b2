import { get } from 'node:http'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob'
import { startStuckStorage, type StuckStorage } from '../support/stuck-storage.ts'
import { startWorld, type OwnWorld } from '../support/own-service.ts'
import { until } from '../support/until.ts'

let storage: StuckStorage
let world: OwnWorld
const urls = new Map<string, string>()

beforeAll(async () => {
  storage = await startStuckStorage()
  world = await startWorld({ storage, env: { CONTENT_IDLE_MS: '1500', CONTENT_DEADLINE_MS: '4000' } })
  const { lead } = world
  await world.container('etiquette-exports').createIfNotExists()
  await world.upload('photos', ['stuck.png', 'slow.png', 'small.png'])
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
  for (const { path, contentUrl } of items) urls.set(path, contentUrl)
})
afterAll(async () => {
  await world.close()
  await storage.stop()
})

const ask = (name: string) => fetch(urls.get(name) ?? '')
const readersAre = (count: number) =>
  until(
    async () => storage.readers(),
    (readers) => readers === count,
  )

const expectRefused = async (response: Response, code: string) => {
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).not.toBeNull()
  expect(await response.json()).toMatchObject({ error: { code } })
}

test('storage that breaks in the middle of a file is an error response, without a byte of the file', async () => {
  const response = ask('stuck.png')
  await readersAre(1)
  storage.cut()
  await expectRefused(await response, 'DatastoreUnavailable')
  expect((await ask('small.png')).status).toBe(200)
})

test('storage that sends nothing more is given up, and an error response', async () => {
  await expectRefused(await ask('stuck.png'), 'DatastoreUnavailable')
  await readersAre(0)
})

test('storage that takes too long for the whole file is given up, and an error response', async () => {
  await expectRefused(await ask('slow.png'), 'ServiceUnavailable')
  await readersAre(0)
})

test('a client that goes away holds the storage no longer than another one', async () => {
  const request = get(urls.get('slow.png') ?? '')
  request.on('error', () => undefined)
  await readersAre(1)
  request.destroy()
  expect((await ask('small.png')).status).toBe(200)
  await readersAre(0)
})
