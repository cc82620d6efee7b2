import { describe, expect, test } from '@jest/globals'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { createPageWorld, itemsOf } from '../../../support/page-world.ts'

const paths = ['a.png', 'b.png', 'c.png']

describe('a page beside another one', () => {
  test('is the same for each request, and none is left when the rest is on the present page', async () => {
    const { ana } = await createPageWorld(paths)
    const present = (await ana('POST', '/pages', { size: 2 })).json
    const after = present['id']
    const ahead = (await ana('POST', '/pages', { size: 2, after })).json
    expect([itemsOf(present).length, itemsOf(ahead).length]).toEqual([2, 1])
    expect(ahead['id']).not.toBe(after)
    expect((await ana('POST', '/pages', { size: 2, after })).json['id']).toBe(ahead['id'])
    expect((await ana('POST', '/pages', { size: 2, after: null })).json['id']).toBe(after)

    const answers = itemsOf(ahead).map(({ id }) => ({ item: id, labels: ['Cat'] }))
    await ana('POST', `/pages/${String(ahead['id'])}/submit`, { answers })
    const none = await ana('POST', '/pages', { size: 2, after })
    expect(none).toMatchObject({ status: 200, json: { waiting: 'AllYours', items: [] } })
    expect(none.json).not.toHaveProperty('retryAfter')
    expect(none.headers).not.toHaveProperty('retry-after')
  })

  test('is shown in spite of a datastore that cannot be read, if it is held', async () => {
    const { ana, world } = await createPageWorld(paths, { segments: 3 })
    const after = (await ana('POST', '/pages', { size: 1 })).json['id']
    const ahead = (await ana('POST', '/pages', { size: 1, after })).json['id']
    world.now += 31_000
    world.failure = new DomainError('DatastoreUnreachable', 'Gone')
    for (const { json } of [
      await ana('POST', '/pages', { size: 1, after }),
      await ana('POST', '/pages', { size: 1, after }),
    ])
      expect(json).toMatchObject({ id: ahead, datastoreProblem: { code: 'DatastoreUnreachable' } })
  })
})

test('a project that is still created says when to ask again; one that is paused does not', async () => {
  const creating = await createPageWorld(paths, { status: 'Creating' })
  expect(await creating.ana('POST', '/pages', { size: 1 })).toMatchObject({
    status: 409,
    json: { error: { code: 'ProjectNotRunning' } },
    headers: { 'retry-after': '5' },
  })
  const paused = await createPageWorld(paths, { status: 'Paused' })
  const refused = await paused.ana('POST', '/pages', { size: 1 })
  expect(refused.status).toBe(409)
  expect(refused.headers).not.toHaveProperty('retry-after')
})
