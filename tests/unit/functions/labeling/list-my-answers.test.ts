import { expect, test } from '@jest/globals'
import { createAccessWorld, me } from '../../../support/access-world.ts'

const answer = (item: string, activeMs: unknown) => ({ answers: [{ item, labels: ['Cat'], activeMs }] })

const setUp = async () => {
  const world = await createAccessWorld('Reviewer')
  const [as, reviewer] = [`${me}:Labeler`, `${me}:Reviewer`]
  const submit = (activeMs: unknown) =>
    world.send('POST', `/projects/own/pages/${world.own.page}/submit`, {
      as,
      body: answer(world.own.pageItem, activeMs),
    })
  const get = (path: string, who = as) => world.send('GET', `/projects/own/${path}`, { as: who })
  return { ...world, as, reviewer, submit, get }
}

test('an answer tells its active time, which the numbers sum up', async () => {
  const { own, submit, get, reviewer } = await setUp()
  for (const wrong of [-1, 1.5, 600_001, '5'])
    expect(await submit(wrong)).toMatchObject({ status: 400, json: { error: { code: 'InvalidRequest' } } })
  const before = (await get('my-numbers')).json
  const submitted = Number(before['submitted']) + 1
  expect(await submit(600_000)).toMatchObject({ status: 200 })
  // The same answer after another time is the same answer.
  expect(await submit(1)).toMatchObject({ status: 200, json: { results: [{ status: 'Accepted' }] } })
  const { json: numbers } = await get('my-numbers')
  expect(numbers).toMatchObject({ labeled: 1, submitted, activeMs: 600_000 })
  expect(numbers).toMatchObject({ today: { date: expect.any(String), submitted, activeMs: 600_000 } })
  const { json: answers } = await get('my-answers')
  expect(answers).toMatchObject({
    value: expect.arrayContaining([
      expect.objectContaining({ item: own.pageItem, labels: ['Cat'], state: 'Labeled' }),
    ]),
  })
  const { json: statistics } = await get('statistics?by=day', reviewer)
  expect(statistics).toMatchObject({ by: 'day', rows: expect.any(Array) })
})

test('a Labeler is shown no path, a Reviewer is', async () => {
  const { submit, get, reviewer } = await setUp()
  await submit(undefined)
  expect((await get('my-answers')).text).not.toContain('"path"')
  expect((await get('my-answers', reviewer)).text).toContain('"path"')
})

test('a rejected answer is listed with its comment, and no longer as one in force', async () => {
  const { own, send, submit, get, reviewer } = await setUp()
  const { submitted } = (await get('my-numbers')).json
  await submit(5)
  const body = { items: [own.pageItem], comment: 'a dog' }
  await send('POST', '/projects/own/reject-items', { as: reviewer, body })
  expect((await get('my-answers')).text).not.toContain(own.pageItem)
  expect((await get('my-answers?rejected=true')).json).toMatchObject({
    value: [{ item: own.pageItem, labels: ['Cat'], state: 'Rejected', comment: 'a dog' }],
  })
  expect((await get('my-numbers')).json).toMatchObject({
    labeled: 0,
    rejected: 1,
    submitted: Number(submitted) + 1,
    activeMs: 5,
  })
})

test('statistics are by labeler, day or class, and not for Labelers', async () => {
  const { get, reviewer } = await setUp()
  for (const by of ['labeler', 'day', 'class'])
    expect((await get(`statistics?by=${by}`, reviewer)).json).toMatchObject({ by })
  for (const wrong of ['statistics', 'statistics?by=week'])
    expect(await get(wrong, reviewer)).toMatchObject({ status: 400 })
  expect(await get('statistics?by=day')).toMatchObject({ status: 403 })
})
