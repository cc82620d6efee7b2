import { expect, test } from '@jest/globals'
import { createPageWorld, itemsOf } from '../../../support/page-world.ts'

test('a reopened page shows the answers that were taken back, and which stay', async () => {
  const { ana, rita, world } = await createPageWorld(['1.png', '2.png', '3.png'])
  const page = (await ana('POST', '/pages', { size: 3 })).json
  const [first, second, third] = itemsOf(page).map(({ id }) => id)
  const path = `/pages/${String(page['id'])}`
  await ana('POST', `${path}/submit`, {
    answers: [
      { item: first, labels: ['Dog/Poodle'] },
      { item: second, skip: true, reason: 'dark' },
      { item: third, labels: ['Cat'] },
    ],
  })
  await rita('POST', '/approve-items', { items: [third] })
  world.now += 1000
  const reopened = await ana('POST', `${path}/reopen`)
  expect(reopened).toMatchObject({ status: 200, json: { id: page['id'], status: 'Held' } })
  expect(itemsOf(reopened.json).map(({ id, answer, answered }) => ({ id, answer, answered }))).toEqual([
    { id: first, answer: { labels: ['Dog/Poodle'] } },
    { id: second, answer: { skipped: true, reason: 'dark' } },
    { id: third, answered: true },
  ])
  expect((await ana('GET', path)).json).toEqual(reopened.json)
  expect((await ana('POST', '/pages', { size: 3 })).json).toEqual(reopened.json)
  world.now += 10 * 60_000
  await ana('POST', `${path}/submit`, { answers: [first, second].map((item) => ({ item, labels: ['Cat'] })) })
  world.now += 10 * 60_000
  const late = await ana('POST', `${path}/reopen`)
  expect(late).toMatchObject({ status: 409, json: { error: { code: 'ReopenTooLate' } } })
})
