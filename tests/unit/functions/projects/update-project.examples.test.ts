import { expect, test } from '@jest/globals'
import { createPageWorld } from '../../../support/page-world.ts'
import { readItems } from '../../../support/labeling-world.ts'

const start = async () => {
  const world = await createPageWorld(['a.png', 'b.png', 'c.png'], { segments: 2 })
  const all = (await readItems(world.store, world.project)).map(({ id }) => id)
  const change = async (labelClasses: readonly object[]) =>
    world.lead(
      'PATCH',
      '',
      { labelClasses },
      { 'if-match': String((await world.lead('GET', '')).json['etag']) },
    )
  return { ...world, all, change }
}

test('examples of a class are items of the project, in any segment', async () => {
  const { all, change, lead } = await start()
  const labelClasses = [{ name: 'Cat', examples: all }, { name: 'Dog' }]
  expect(await change(labelClasses)).toMatchObject({ status: 200 })
  expect((await lead('GET', '')).json['labelClasses']).toEqual([
    { id: 'c0', name: 'Cat', examples: all },
    { id: 'c1', name: 'Dog' },
  ])
})

test('an example that is no item of the project is refused by its id, and nothing changes', async () => {
  const { all, change, lead } = await start()
  const unknown = 'f'.repeat(32)
  const before = (await lead('GET', '')).text
  expect(await change([{ name: 'Cat', examples: [...all, unknown] }])).toMatchObject({
    status: 400,
    json: {
      error: {
        code: 'InvalidRequest',
        message: expect.stringMatching(`'${unknown}'.*GET …/items`),
        target: 'labelClasses',
      },
    },
  })
  expect((await lead('GET', '')).text).toBe(before)
})

test('an example stays while its item is away, and the audit names the setting alone', async () => {
  const { all, change, lead, store } = await start()
  const [first] = all
  await change([{ name: 'Cat', examples: [first] }])
  for (const segment of [0, 1]) {
    const stored = await store.read('items', `u1:${segment}`, first!)
    if (stored)
      await store.batch('items', `u1:${segment}`, [{ type: 'delete', id: first!, ifMatch: stored.etag }])
  }
  expect(await change([{ name: 'Cat', examples: [first], description: 'x' }])).toMatchObject({ status: 200 })
  expect((await lead('GET', '/audit')).json).toMatchObject({
    value: [{ changes: [{ name: 'labelClasses' }] }, { changes: [{ name: 'labelClasses' }] }],
  })
  expect((await lead('GET', '/audit')).text).not.toContain(first)
})

test('a labeler reads the content of an example, and of no other item that is not on their page', async () => {
  const { all, ana, change } = await start()
  const [first, second] = all
  const read = (item: string | undefined) => ana('GET', `/items/${item}/content`)
  expect(await read(first)).toMatchObject({ status: 404, json: { error: { code: 'ItemNotFound' } } })
  await change([{ name: 'Cat', examples: [first] }])
  expect((await read(first)).json).not.toMatchObject({ error: { code: 'ItemNotFound' } })
  expect(await read(second)).toMatchObject({ status: 404, json: { error: { code: 'ItemNotFound' } } })
  await change([{ name: 'Dog' }])
  expect(await read(first)).toMatchObject({ status: 404, json: { error: { code: 'ItemNotFound' } } })
})
