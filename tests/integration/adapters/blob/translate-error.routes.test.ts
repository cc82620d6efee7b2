import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createHttpWorkspace } from '../../../support/http-workspace.ts'
import { sourcesOn } from './fixtures.ts'
import { refusing, resetting, startFaultStorage, type Fault, type FaultStorage } from './fault-storage.ts'

let storage: FaultStorage
beforeEach(async () => {
  storage = await startFaultStorage()
  storage.names = ['cats/1.png', 'cats/2.png']
})
afterEach(() => storage.stop())

const createWorld = async () => {
  const accountUrl = storage.url.slice(0, storage.url.lastIndexOf('/'))
  const emulator = { accountUrl, accountName: 'account', accountKey: 'a2V5' }
  const blobs = sourcesOn(undefined, {
    emulator,
    secrets: { put: async () => undefined, get: async () => 'sv=1&sig=x', delete: async () => undefined },
  })
  const world = createHttpWorkspace([], { blobs, emulator: accountUrl })
  const put = (name: string) =>
    world.admin('PUT', `/datastores/${name}`, {
      type: 'AzureBlob',
      containerUrl: storage.url,
      credential: { type: 'Sas', token: 'sv=1&sig=x' },
    })
  expect((await put('photos')).status).toBe(201)
  const dataset = { mediaType: 'Image', datastore: 'photos', path: 'cats/**' }
  expect((await world.admin('PUT', '/datasets/cats', dataset)).status).toBe(201)
  return { ...world, put }
}

/** Each way on which storage is asked while somebody waits. */
const ways = (world: Awaited<ReturnType<typeof createWorld>>, contentUrl: string) => ({
  'PUT datastore': () => world.put('other'),
  'PUT project': () =>
    world.admin('PUT', '/projects/p', {
      mediaType: 'Image',
      taskType: 'MultiClass',
      dataset: 'cats',
      labelClasses: [{ name: 'Cat' }],
    }),
  preview: () => world.admin('GET', '/datasets/cats/preview'),
  browse: () => world.admin('GET', '/datastores/photos/browse'),
  content: () => world.send('GET', contentUrl),
})

const contentUrlOf = async (world: Awaited<ReturnType<typeof createWorld>>): Promise<string> => {
  const { json } = await world.admin('GET', '/datasets/cats/preview')
  const [first] = json['value'] as { contentUrl: string }[]
  const { pathname, search } = new URL(first?.contentUrl ?? '')
  return pathname.replace(/^\/api/, '') + search
}

test.each<[string, Fault, string]>([
  ['ServerBusy', refusing(503, 'ServerBusy', { 'retry-after': '45' }), '45'],
  ['too many requests', refusing(429, '', { 'retry-after': '50' }), '50'],
  ['an internal error', refusing(500, 'InternalError'), '5'],
  ['a gateway', refusing(502, ''), '5'],
  ['a reset', resetting, '5'],
])('what may pass is 503 with Retry-After on every way: %s', async (_name, fault, retryAfter) => {
  const world = await createWorld()
  const contentUrl = await contentUrlOf(world)
  expect((await world.send('GET', contentUrl)).status).toBe(200)
  storage.listFault = () => fault
  for (const name of storage.names) storage.faults.set(name, fault)
  for (const [way, call] of Object.entries(ways(world, contentUrl))) {
    const { status, json, headers } = await call()
    expect([way, status, json.error.code]).toEqual([way, 503, 'DatastoreUnavailable'])
    expect([way, headers['retry-after']]).toEqual([way, retryAfter])
  }
})

test('what does not pass is 422 on every way, with what storage said', async () => {
  const world = await createWorld()
  const contentUrl = await contentUrlOf(world)
  const fault = refusing(403, 'AuthorizationSourceIPMismatch')
  storage.listFault = () => fault
  for (const name of storage.names) storage.faults.set(name, fault)
  for (const [way, call] of Object.entries(ways(world, contentUrl))) {
    const { status, json, text } = await call()
    expect([way, status, json.error.code]).toEqual([way, 422, 'DatastoreUnreachable'])
    expect(text).toContain('bound to other IP addresses')
  }
})
