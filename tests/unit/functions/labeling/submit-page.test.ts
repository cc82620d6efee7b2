import { expect, test } from '@jest/globals'
import { createPageWorld, itemsOf } from '../../../support/page-world.ts'

test('a page is answered in parts, a wrong answer is told with its field, and the next page comes along', async () => {
  const { ana } = await createPageWorld(['1.png', '2.png', '3.png'])
  const page = (await ana('POST', '/pages', { size: 2 })).json
  const [first, second] = itemsOf(page).map(({ id }) => id)
  const submit = (body: object) => ana('POST', `/pages/${String(page['id'])}/submit`, body)

  const part = await submit({
    answers: [
      { item: second, labels: ['Cow'] },
      { item: first, labels: ['Cat'] },
    ],
    partial: true,
  })
  expect(part.json).toEqual({
    results: [
      { item: first, status: 'Accepted' },
      {
        item: second,
        status: 'Refused',
        error: { code: 'UnknownClass', message: expect.any(String), target: 'answers[0].labels' },
        retriable: true,
      },
    ],
    page: { id: page['id'], status: 'Held', left: 1, expiresAt: page['expiresAt'] },
  })
  const shown = (await ana('GET', `/pages/${String(page['id'])}`)).json
  expect(itemsOf(shown).map(({ answered }) => answered)).toEqual([true, undefined])

  const rest = { answers: [{ item: second, labels: ['Dog'] }], next: { size: 2 } }
  const last = await submit(rest)
  expect(last.json).toMatchObject({
    results: [{ item: second, status: 'Accepted' }],
    page: { status: 'Submitted', left: 0 },
    next: { status: 'Held', items: [{ id: expect.any(String) }] },
  })
  expect((await submit(rest)).json).toEqual(last.json)
})

test('a submit whose next page cannot be given is stored, and says why', async () => {
  const { ana, lead } = await createPageWorld(['1.png', '2.png'])
  const page = (await ana('POST', '/pages', { size: 1 })).json
  await lead('POST', '/pause')
  const answers = itemsOf(page).map(({ id }) => ({ item: id, labels: ['Cat'] }))
  const reply = await ana('POST', `/pages/${String(page['id'])}/submit`, { answers, next: {} })
  expect(reply.status).toBe(200)
  expect(reply.json).toMatchObject({
    page: { status: 'Submitted' },
    nextError: { code: 'ProjectNotRunning', message: expect.stringContaining('is paused') },
  })
  expect(reply.json).not.toHaveProperty('next')
})

test('a submit says that all is done', async () => {
  const { ana } = await createPageWorld(['1.png'])
  const page = (await ana('POST', '/pages', {})).json
  const answers = itemsOf(page).map(({ id }) => ({ item: id, labels: ['Cat'] }))
  const reply = await ana('POST', `/pages/${String(page['id'])}/submit`, { answers, next: {} })
  expect(reply.json['next']).toMatchObject({ waiting: 'AllDone', items: [] })
})
