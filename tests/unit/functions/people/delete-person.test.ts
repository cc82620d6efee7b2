import { expect, test } from '@jest/globals'
import { createAccessWorld } from '../../../support/access-world.ts'
import { dumpStore } from '../../../support/dump-store.ts'

const namesIn = async ({ send }: Awaited<ReturnType<typeof createAccessWorld>>) =>
  ((await send('GET', '/people', { as: 'me:Admin' })).json['value'] as readonly { user: string }[]).map(
    ({ user }) => user,
  )

test('people delete their own name, and nobody else does but an administrator', async () => {
  const world = await createAccessWorld()
  const remove = (user: string, as: string) => world.send('DELETE', `/people/${user}`, { as })
  for (const as of ['zoe:Labeler', 'rita:Reviewer'])
    expect(await remove('lea', as)).toMatchObject({ status: 403, json: { error: { code: 'Forbidden' } } })
  expect(await namesIn(world)).toEqual(['lea', 'me'])
  expect(await remove('lea', 'lea:Labeler')).toMatchObject({ status: 204 })
  expect(await remove('me', 'boss:Admin')).toMatchObject({ status: 204 })
  expect(await namesIn(world)).toEqual([])
  expect(await remove('nobody', 'boss:Admin')).toMatchObject({ status: 204 })
})

test('a deletion leaves answers and memberships, and the audit has the user and no name', async () => {
  const world = await createAccessWorld()
  await world.send('DELETE', '/people/lea', { as: 'lea:Labeler' })
  const { json } = await world.send('GET', '/audit', { as: 'me:Admin' })
  expect(json).toMatchObject({ value: [{ action: 'DeletePerson', by: 'lea', target: 'lea' }] })
  expect(JSON.stringify(await dumpStore(world.store, ['u1', 'u2']))).not.toContain('lea-is-called')
  expect((await world.send('GET', '/projects/own/members/lea', { as: 'me:Admin' })).json).not.toHaveProperty(
    'name',
  )
})

test('work of a person with a name leaves the name in no document but their own', async () => {
  const world = await createAccessWorld('Admin')
  const as = 'me:Admin:me-is-called'
  const { own } = world
  const work: readonly [string, string, object, Record<string, string>][] = [
    ['PATCH', '/projects/own', { description: 'x' }, { 'if-match': '*' }],
    ['POST', '/projects/own/reject-items', { items: [own.labeledItem], comment: 'no' }, {}],
    ['POST', '/projects/own/exports', { format: 'Csv' }, { 'idempotency-key': 'a-key-of-a-test' }],
  ]
  for (const [method, path, body, headers] of work)
    expect((await world.send(method, path, { as, body, headers })).status).toBeLessThan(300)
  const found = (await dumpStore(world.store, ['u1', 'u2'])).filter((stored) =>
    JSON.stringify(stored).includes('me-is-called'),
  )
  expect(found.map(({ document }) => document.kind)).toEqual(['person'])
  expect(JSON.stringify([world.logged, world.started])).not.toContain('me-is-called')
})
