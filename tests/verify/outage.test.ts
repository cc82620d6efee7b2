import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startBreakableStorage, type BreakableStorage } from '../../tools/breakable-storage.ts'
import { startWorld, type OwnWorld } from '../support/own-service.ts'
import { labelClasses } from '../support/service-world.ts'
import { until } from '../support/until.ts'

let storage: BreakableStorage
let world: OwnWorld
const printed: string[] = []

beforeAll(async () => {
  storage = await startBreakableStorage()
  await storage.down()
  world = await startWorld({ storage, onLine: (line) => printed.push(line) })
})
afterAll(async () => {
  await world.close()
  await storage.stop()
})

/** Takes the storage away from a step until it was tried so often and failed. */
const failing = async (step: string, times: number, start: () => Promise<void>): Promise<void> => {
  await storage.down()
  await start()
  await until(
    async () => printed.filter((line) => line.includes('"level":"Warning"') && line.includes(step)).length,
    (count) => count >= times,
  )
  await storage.up()
}

const health = async () => (await world.nobody('GET', '/health')).body.checks

describe('storage that is down', () => {
  test('at the start: the service is there, says so, and works once it comes back', async () => {
    const { lead } = world
    expect(await health()).toEqual({ store: 'Healthy', exportStorage: 'Unhealthy' })
    const containerUrl = `${storage.blobServiceUrl}/cats`
    const body = { type: 'AzureBlob', containerUrl, credential: { type: 'ManagedIdentity' } }
    const refused = await lead('PUT', '/datastores/cats', { body })
    expect([refused.status, refused.code]).toEqual([503, 'DatastoreUnavailable'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    await storage.up()
    await world.container('etiquette-exports').createIfNotExists()
    expect(await health()).toEqual({ store: 'Healthy', exportStorage: 'Healthy' })
    await world.addProject('cats', ['1.png', '2.png', '3.png'])
  })

  test('while labelers work: no new page is granted, and answers are taken all the same', async () => {
    await world.lead('PUT', '/projects/cats/members/ana', { body: { role: 'Labeler' } })
    const ana = await world.person('ana', 'Labeling.Labeler')
    const ask = () => ana('POST', '/projects/cats/pages', { body: { size: 3 } })
    await storage.down()
    const refused = await ask()
    expect(refused.code).toMatch(/^Datastore(?:Unreachable|Unavailable)$/)
    expect((await world.lead('GET', '/projects/cats/pages')).body.value).toEqual([])
    await storage.up()
    const { body: page } = await until(ask, ({ status }) => status === 200)
    await storage.down()
    const answers = page.items.map(({ id }: { id: string }) => ({ item: id, labels: ['Cat'] }))
    const submitted = await ana('POST', `/projects/cats/pages/${page.id}/submit`, { body: { answers } })
    expect(submitted.body.results).toHaveLength(3)
    await storage.up()
  })

  test('during an export: it goes on when the storage is back', async () => {
    let id = ''
    await failing('exportPartStep', 1, async () => {
      const started = await world.lead('POST', '/projects/cats/exports', { body: { format: 'Coco' } })
      expect(started.status).toBe(202)
      ;({ id } = started.body)
    })
    const done = await until(
      () => world.lead('GET', `/projects/cats/exports/${id}`),
      ({ body }) => body.status === 'Succeeded' || body.status === 'Failed',
    )
    expect(done.body).toMatchObject({ status: 'Succeeded', exportedRowCount: 3 })
  })

  test('a container that vanishes: the refresh fails and says why, no item is touched, and the next one is fine', async () => {
    const { lead } = world
    const before = (await lead('GET', '/projects/cats/progress')).body
    await world.container('cats').delete()
    const refresh = await lead('POST', '/projects/cats/refresh?full=true')
    expect(refresh.status).toBe(202)
    // The container may come back, so the service tries for a while.
    const failed = await world.waitFor(refresh.headers.get('operation-location'), 'Failed')
    expect(failed.body.error.code).toBe('DatastoreUnreachable')
    const { lastRefresh, ...after } = (await lead('GET', '/projects/cats/progress')).body
    expect(lastRefresh).toMatchObject({ status: 'Failed', error: failed.body.error, missing: 0 })
    expect(after).toEqual(before)
    // The status of a project can be some seconds old.
    await until(
      () => lead('GET', '/projects/cats'),
      (project) => project.body.status === 'Completed',
    )

    await world.upload('cats', ['1.png', '3.png', '4.png'])
    const again = await lead('POST', '/projects/cats/refresh?full=true')
    await world.waitFor(again.headers.get('operation-location'))
    const { body } = await lead('GET', '/projects/cats/progress')
    expect(body).toMatchObject({ total: 4, labeled: 3, unlabeled: 1, missing: 1 })
  })

  test('a project whose files are all gone still stands', async () => {
    const { lead } = world
    await world.upload('dogs', ['a.png'])
    await world.addDatastore('dogs', 'dogs')
    await lead('PUT', '/datasets/dogs', { body: { mediaType: 'Image', datastore: 'dogs', path: '**' } })
    const body = { mediaType: 'Image', taskType: 'MultiClass', dataset: 'dogs', labelClasses }
    const created = await lead('PUT', '/projects/dogs', { body })
    await world.waitFor(created.headers.get('operation-location'))
    await world.container('dogs').getBlockBlobClient('a.png').delete()
    const refresh = await lead('POST', '/projects/dogs/refresh?confirmMissing=true')
    await world.waitFor(refresh.headers.get('operation-location'))
    expect((await lead('GET', '/projects/dogs/progress')).body).toMatchObject({
      total: 1,
      unlabeled: 1,
      missing: 1,
      status: 'Running',
    })
  })

  test('during a deletion: it begins anew until everything is gone', async () => {
    const { lead } = world
    const etag = (await lead('GET', '/projects/cats')).headers.get('etag') ?? ''
    let deletion: string | null = null
    // As often as a step is tried before the deletion counts as failed.
    await failing('deleteScopeStep', 5, async () => {
      const headers = { 'if-match': etag }
      const { status, headers: answered } = await lead('DELETE', '/projects/cats?deleteFiles=true', {
        headers,
      })
      expect(status).toBe(202)
      deletion = answered.get('operation-location')
    })
    await world.waitFor(deletion)
    expect((await lead('GET', '/projects/cats')).status).toBe(404)
    const left = world.container('etiquette-exports').listBlobsFlat()
    expect((await left.next()).done).toBe(true)
  })
})
