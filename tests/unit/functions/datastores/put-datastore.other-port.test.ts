import { expect, it } from '@jest/globals'
import { createHttpWorkspace, datasetRequest } from '../../../support/http-workspace.ts'

const before = 'http://127.0.0.1:20001/etiquette'
const now = 'http://127.0.0.1:20002/etiquette'
const on = (account: string) => ({
  type: 'AzureBlob',
  containerUrl: `${account}/photos`,
  credential: { type: 'ManagedIdentity' },
})
const oldDocument = {
  id: 'old',
  kind: 'datastore',
  type: 'AzureBlob',
  containerUrl: `${before}/photos`,
  credential: { type: 'ManagedIdentity' },
  createdAt: 0,
  createdBy: 'ann',
  updatedAt: 0,
}

const openRestored = async () => {
  const world = createHttpWorkspace(['cats/1.png'], { emulator: now })
  await world.store.batch('workspace', 'datastore', [{ type: 'create', document: oldDocument }])
  return world
}

it('shows a datastore of another port under the present one', async () => {
  const { admin } = await openRestored()
  expect((await admin('GET', '/datastores/old')).json).toMatchObject({ containerUrl: `${now}/photos` })
  expect((await admin('GET', '/datastores')).json['value']).toEqual([
    expect.objectContaining({ name: 'old', containerUrl: `${now}/photos` }),
  ])
})

it('stores no port, so that the next copy is right as well', async () => {
  const { admin, store } = await openRestored()
  const created = await admin('PUT', '/datastores/new', on(now))
  expect([created.status, created.json]).toEqual([
    201,
    expect.objectContaining({ containerUrl: `${now}/photos` }),
  ])
  const [stored] = await store.readMany('workspace', 'datastore', ['new'])
  expect(stored?.document).toMatchObject({ containerUrl: 'http://127.0.0.1/etiquette/photos' })
})

it('replaces a datastore of another port while a dataset uses it: the container is the same', async () => {
  const { admin } = await openRestored()
  const dataset = { ...datasetRequest, datastore: 'old' }
  expect((await admin('PUT', '/datasets/cats', dataset)).status).toBe(201)
  const { headers } = await admin('GET', '/datastores/old')
  const etag = new Headers(headers).get('etag') ?? ''
  const other = await admin(
    'PUT',
    '/datastores/old',
    { ...on(now), containerUrl: `${now}/other` },
    { 'if-match': etag },
  )
  expect(other.json).toMatchObject({ error: { code: 'DatastoreInUse' } })
  const same = await admin('PUT', '/datastores/old', on(now), { 'if-match': etag })
  expect([same.status, same.json]).toEqual([200, expect.objectContaining({ containerUrl: `${now}/photos` })])
  const { value } = (await admin('GET', '/audit')).json
  const entries = value as readonly { action: string; changes?: unknown }[]
  const entry = entries.find(({ action }) => action === 'ReplaceDatastore')
  expect(entry?.changes ?? []).toEqual([])
})

it('says where the storage is when a request names the port of another run', async () => {
  const { admin } = await openRestored()
  const refused = await admin('PUT', '/datastores/new', on(before))
  expect(refused.status).toBe(400)
  expect(refused.json).toMatchObject({
    error: { code: 'InvalidRequest', target: 'containerUrl', message: expect.stringContaining(now) },
  })
})
