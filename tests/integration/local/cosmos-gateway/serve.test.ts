import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { serveGateway } from '../../../../local/cosmos-gateway/serve.ts'
import type { GatewayServer } from '../../../../local/cosmos-gateway/serve.ts'
import { createCosmosStore } from '../../../../src/adapters/cosmos/cosmos-store.ts'

const key = randomBytes(64).toString('base64')
let server: GatewayServer

const open = (withKey = key) =>
  createCosmosStore({ endpoint: server.endpoint, access: { key: withKey }, database: 'etiquette' })

beforeAll(async () => {
  const containers = { workspace: undefined, items: undefined }
  server = await serveGateway({ containers, now: Date.now }, key)
})
afterAll(() => server.close())

test('the engine writes, reads and queries over HTTP, whatever an id is made of', async () => {
  const store = open()
  const ids = ['a', 'with space', 'a%41', 'été 🐈', 'a:b', 'x+y&z=1']
  for (const id of ids) {
    const document = { id, kind: 'item', path: `to/${id}` }
    const { ok } = await store.batch('items', 'p', [{ type: 'create', document }])
    expect(ok).toBe(true)
    expect((await store.read('items', 'p', id))?.document).toMatchObject(document)
  }
  const query = { where: [{ field: 'kind', op: 'eq', value: 'item' }], orderBy: 'path', limit: 4 } as const
  const first = await store.query('items', 'p', query)
  const rest = await store.query('items', 'p', { ...query, continuation: first.continuation })
  const found = [...first.documents, ...rest.documents].map(({ document }) => document.id)
  expect(found.toSorted()).toEqual(ids.toSorted())
  expect(rest.continuation).toBeUndefined()
  await store.ping()
})

test('nobody without its key gets anything', async () => {
  const stranger = open(randomBytes(64).toString('base64'))
  await expect(stranger.read('items', 'p', 'a')).rejects.toMatchObject({
    code: 'ServiceUnavailable',
    retryAfter: 30,
  })
  const url = `${server.endpoint}/dbs/etiquette/colls/items/docs/a`
  for (const authorization of ['', 'type%3Dmaster%26ver%3D1.0%26sig%3D', 'é'])
    expect((await fetch(url, { headers: { authorization } })).status).toBe(401)
})

test('what no engine sends is refused, and the gateway goes on', async () => {
  expect((await fetch(server.endpoint, { method: 'DELETE' })).status).toBe(405)
  expect((await fetch(`${server.endpoint}/%E0%A4%A`)).status).toBe(400)
  await open().ping()
})
