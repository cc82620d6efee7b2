import { describe, expect, test } from '@jest/globals'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { createPageWorld, itemsOf, refusedCalls } from '../../../support/page-world.ts'

const paths = ['a.png', 'b.png', 'c.png']
/** The token is dead: calls fail. The secret is gone: the datastore cannot be opened. */
const failures: readonly (readonly [string, DomainError])[] = [
  ['a dead token', refusedCalls()],
  [
    'a lost secret',
    new DomainError('DatastoreUnreachable', "Datastore 'store': the SAS token no longer exists"),
  ],
  ['a busy account', refusedCalls('DatastoreUnavailable')],
]

describe.each(failures)('with %s', (_, failure) => {
  test('no new page is granted, and nothing is leased', async () => {
    const { ana, lead, world } = await createPageWorld(paths)
    world.failure = failure
    const status = failure.code === 'DatastoreUnavailable' ? 503 : 422
    const refused = await ana('POST', '/pages', { size: 2 })
    expect(refused).toMatchObject({ status, json: { error: { code: failure.code } } })
    expect(refused.text).not.toMatch(/secret-container|SAS/)
    expect((await lead('GET', '/pages')).json['value']).toEqual([])
    world.failure = undefined
    world.now += 5_000
    expect(await ana('POST', '/pages', { size: 2 })).toMatchObject({ status: 200 })
  })

  test.each([1, 3])(
    'a page that was granted before says so, and loses no answer (%i segments)',
    async (segments) => {
      const { ana, world } = await createPageWorld(paths, { segments })
      const page = (await ana('POST', '/pages', { size: 2 })).json
      const count = itemsOf(page).length
      expect(page).not.toHaveProperty('datastoreProblem')
      const path = `/pages/${String(page['id'])}`
      world.now += 30_000
      world.failure = failure
      for (const shown of [await ana('GET', path), await ana('POST', '/pages', { size: 2 })]) {
        expect(shown).toMatchObject({
          status: 200,
          json: { id: page['id'], datastoreProblem: { code: failure.code, message: expect.any(String) } },
        })
        expect(shown.text).not.toMatch(/secret-container|SAS/)
        expect(itemsOf(shown.json)).toHaveLength(count)
        if (failure.code === 'DatastoreUnreachable')
          for (const item of itemsOf(shown.json)) expect(item).not.toHaveProperty('contentUrl')
      }
      const answers = itemsOf(page).map(({ id }) => ({ item: id, labels: ['Cat'] }))
      expect((await ana('POST', `${path}/submit`, { answers })).json['results']).toEqual(
        answers.map(({ item }) => ({ item, status: 'Accepted' })),
      )
    },
  )

  test('a project in which all is done still says so', async () => {
    const { ana, label, world } = await createPageWorld(paths)
    await label(ana, 3, ['Cat'])
    world.now += 30_000
    world.failure = failure
    expect(await ana('POST', '/pages', { size: 2 })).toMatchObject({
      status: 200,
      json: { waiting: 'AllDone' },
    })
  })
})

test('a datastore that was deleted refuses a page, and a page before names the reason', async () => {
  const { ana, store, world } = await createPageWorld(paths)
  const page = (await ana('POST', '/pages', { size: 1 })).json
  const { etag } = (await store.read('workspace', 'datastore', 'store'))!
  await store.batch('workspace', 'datastore', [{ type: 'delete', id: 'store', ifMatch: etag }])
  world.now += 30_000
  expect((await ana('GET', `/pages/${String(page['id'])}`)).json).toMatchObject({
    datastoreProblem: { code: 'DatastoreUnreachable' },
  })
  await ana('POST', `/pages/${String(page['id'])}/release`)
  expect(await ana('POST', '/pages', { size: 1 })).toMatchObject({ status: 422 })
})

test('a busy storage says when to ask again, with a refused page and with a held one', async () => {
  const { ana, ben, world } = await createPageWorld(paths)
  const page = (await ana('POST', '/pages', { size: 1 })).json
  world.now += 30_000
  world.failure = new DomainError('DatastoreUnavailable', 'Calls are throttled', { retryAfter: 120 })
  expect(await ben('POST', '/pages', { size: 1 })).toMatchObject({
    status: 503,
    headers: { 'retry-after': '120' },
  })
  expect((await ana('GET', `/pages/${String(page['id'])}`)).json).toMatchObject({
    datastoreProblem: { code: 'DatastoreUnavailable', retryAfter: 120 },
  })
})
