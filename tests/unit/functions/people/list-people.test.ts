import { expect, test } from '@jest/globals'
import { createAccessWorld } from '../../../support/access-world.ts'

type World = Awaited<ReturnType<typeof createAccessWorld>>
const as = 'rita:Reviewer'

const listAll = async ({ send }: World, size: number) => {
  const found: unknown[] = []
  const sizes: number[] = []
  let url: string | undefined = `/projects/own/people?maxpagesize=${size}`
  while (url !== undefined) {
    const { json } = await send('GET', url, { as })
    const value = json['value'] as readonly unknown[]
    found.push(...value)
    sizes.push(value.length)
    const next = json['nextLink']
    url = typeof next === 'string' ? next.slice(next.indexOf('/projects')) : undefined
  }
  return { found, sizes }
}

const everybody = [
  { user: 'lea', name: 'lea-is-called' },
  { user: 'me', name: 'me-is-called' },
  { user: 'rita' },
  { user: 'zoe' },
]

test.each([1, 2, 3, 50])('members are listed by user id, with known names (%d a list page)', async (size) => {
  const { found, sizes } = await listAll(await createAccessWorld('Labeler'), size)
  expect(found).toEqual(everybody)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(size)
})

test('who answered is listed after the membership ended', async () => {
  const world = await createAccessWorld()
  for (const user of ['lea', 'zoe'])
    await world.send('DELETE', `/projects/own/members/${user}`, { as: 'me:Admin' })
  expect((await listAll(world, 50)).found).toEqual([
    { user: 'lea', name: 'lea-is-called' },
    { user: 'me', name: 'me-is-called' },
    { user: 'rita' },
  ])
})

test('members, progress and people have the same names', async () => {
  const { send } = await createAccessWorld('Labeler')
  const admin = 'me:Admin'
  const name = 'lea-is-called'
  expect((await send('GET', '/projects/own/members/lea', { as: admin })).json).toMatchObject({ name })
  expect((await send('GET', '/projects/own/members', { as: admin })).json['value']).toContainEqual(
    expect.objectContaining({ user: 'lea', name }),
  )
  expect((await send('GET', '/projects/own/progress', { as })).json['byLabeler']).toContainEqual(
    expect.objectContaining({ labeler: 'lea', name }),
  )
  const put = await send('PUT', '/projects/own/members/lea', { as: admin, body: { role: 'Reviewer' } })
  expect(put.json).toMatchObject({ name, role: 'Reviewer' })
})

test('a continuation that is no position is refused', async () => {
  const { send } = await createAccessWorld()
  expect(await send('GET', '/projects/own/people?continuation=x', { as })).toMatchObject({ status: 400 })
})
