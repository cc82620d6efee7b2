import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startWorld, type OwnWorld } from '../support/own-service.ts'
import type { Person } from '../support/person.ts'

let world: OwnWorld
let ana: Person
const printed: string[] = []

beforeAll(async () => {
  world = await startWorld({ env: { STORE: 'cosmos' }, onLine: (line) => printed.push(line) })
  await world.addProject('cats', ['1.png', '2.png', '3.png', '4.png', '5.png', '6.png'])
  ana = await world.person('ana', 'Labeling.Labeler')
  await world.lead('PUT', '/projects/cats/members/ana', { body: { role: 'Labeler' } })
})
afterAll(() => world.close())

const progress = async () => (await world.lead('GET', '/projects/cats/progress')).body

const labelPage = async (size: number): Promise<string[]> => {
  const page = (await ana('POST', '/projects/cats/pages', { body: { size } })).body
  const ids = page.items.map(({ id }: { id: string }) => id)
  const answers = ids.map((item: string) => ({ item, labels: ['Cat'] }))
  const submitted = await ana('POST', `/projects/cats/pages/${page.id}/submit`, { body: { answers } })
  expect(submitted.body.results).toHaveLength(ids.length)
  return ids
}

test('the service says that its documents are in memory', () => {
  expect(printed.join('\n')).toMatch(/Cosmos DB, in memory/)
})

test('on Cosmos DB a project is labeled, reviewed, labeled again and exported, and its counters are right', async () => {
  expect(await progress()).toMatchObject({ total: 6, unlabeled: 6 })
  const [rejected = ''] = await labelPage(4)
  await labelPage(4)
  expect(await progress()).toMatchObject({ unlabeled: 0, labeled: 6 })

  const reject = { items: [rejected], comment: 'Look again' }
  expect((await world.lead('POST', '/projects/cats/reject-items', { body: reject })).status).toBe(200)
  expect(await progress()).toMatchObject({ unlabeled: 1, labeled: 5 })
  expect(await labelPage(4)).toEqual([rejected])
  const item = (await world.lead('GET', `/projects/cats/items/${rejected}`)).body
  expect(item).toMatchObject({ state: 'labeled', labels: ['Cat'] })
  expect(item.history).toHaveLength(1)

  const started = await world.lead('POST', '/projects/cats/exports', { body: { format: 'Coco' } })
  await world.waitFor(started.headers.get('operation-location'))
  const done = (await world.lead('GET', `/projects/cats/exports/${started.body.id}`)).body
  expect(done).toMatchObject({ status: 'Succeeded', exportedRowCount: 6 })
  expect(await progress()).toMatchObject({ total: 6, unlabeled: 0, labeled: 6, status: 'Completed' })
})

test('on Cosmos DB the audit is one list over all partitions, page by page', async () => {
  const found: { action: string; by: string }[] = []
  let next: string | undefined = '/projects/cats/audit?maxpagesize=2'
  while (next !== undefined) {
    const { body }: { body: { value: typeof found; nextLink?: string } } = await world.lead('GET', next)
    found.push(...body.value)
    next = body.nextLink
  }
  expect(found.map(({ action }) => action)).toEqual([
    'StartExport',
    'RejectItems',
    'AddMember',
    'CreateProject',
  ])
  const workspace = (await world.lead('GET', '/audit')).body.value
  expect(workspace).toMatchObject([{ action: 'CreateDataset' }, { action: 'CreateDatastore' }])
})

test('on Cosmos DB settings and labels change with the ETag that was shown, and with no other', async () => {
  const project = await world.lead('GET', '/projects/cats')
  const etag = project.headers.get('etag') ?? ''
  expect(etag).toMatch(/^"[^"]+"$/)
  const patch = (ifMatch: string, displayName = 'Cats of the house') =>
    world.lead('PATCH', '/projects/cats', {
      body: { displayName },
      headers: { 'if-match': ifMatch, 'content-type': 'application/merge-patch+json' },
    })
  expect((await patch(etag)).body).toMatchObject({ displayName: 'Cats of the house' })
  expect(await patch(etag)).toMatchObject({ status: 200 })
  expect(await patch(etag, 'Other cats')).toMatchObject({ status: 412, code: 'PreconditionFailed' })

  const [item] = (await world.lead('GET', '/projects/cats/items?state=labeled&maxpagesize=1')).body.value
  const path = `/projects/cats/items/${item.id}`
  const headers = { 'if-match': (await world.lead('GET', path)).headers.get('etag') ?? '' }
  const label = () => world.lead('PUT', `${path}/label`, { body: { labels: ['Cat'] }, headers })
  expect((await label()).status).toBe(200)
})

test('a SAS token that storage refuses is refused, and a repeated request gets its first answer', async () => {
  const body = {
    type: 'AzureBlob',
    containerUrl: `${world.service.endpoints.blobServiceUrl}/cats`,
    credential: { type: 'Sas', token: 'sv=2025-01-05&sr=c&sp=rl&sig=d3Jvbmc%3D' },
  }
  const refused = await world.lead('PUT', '/datastores/sas', { body })
  expect([refused.status, refused.code]).toEqual([422, 'DatastoreUnreachable'])
  const options = { body: { format: 'Csv' }, headers: { 'idempotency-key': 'once' } }
  const first = await world.lead('POST', '/projects/cats/exports', options)
  const second = await world.lead('POST', '/projects/cats/exports', options)
  expect([first.status, second.body.id]).toEqual([202, first.body.id])
  await world.waitFor(first.headers.get('operation-location'))
})
