import { expect, test } from '@jest/globals'
import { createAccessWorld } from '../../../support/access-world.ts'

test('a caller is told who they are by the token alone', async () => {
  const { send } = await createAccessWorld()
  expect((await send('GET', '/me', { as: 'eve:Labeler,Reviewer:Eve Adams' })).json).toEqual({
    user: 'eve',
    name: 'Eve Adams',
    appRole: 'Reviewer',
    kind: 'Person',
  })
  expect((await send('GET', '/me', { as: 'lea:Admin' })).json).toEqual({
    user: 'lea',
    appRole: 'Admin',
    kind: 'Person',
  })
  expect(await send('GET', '/me', { as: 'eve:' })).toMatchObject({ status: 403 })
})

test.each([
  ['Labeler', 'Admin', 'Labeler'],
  ['Reviewer', 'Labeler', 'Labeler'],
  ['Reviewer', 'Admin', 'Reviewer'],
  ['Admin', undefined, 'Admin'],
] as const)('app role %s and membership %s make myRole %s', async (appRole, membership, myRole) => {
  const { send } = await createAccessWorld(membership)
  const as = `me:${appRole}`
  expect((await send('GET', '/projects/own', { as })).json).toMatchObject({ myRole })
  const { json } = await send('GET', '/projects', { as })
  expect(json['value']).toContainEqual(expect.objectContaining({ name: 'own', myRole }))
})

test('the ETag of a project is another for another role', async () => {
  const { send } = await createAccessWorld('Reviewer')
  const read = (as: string, etag = '"none"') =>
    send('GET', '/projects/own', { as, headers: { 'if-none-match': etag } })
  const reviewer = await read('me:Reviewer')
  expect((await read('me:Reviewer', reviewer.headers['etag'])).status).toBe(304)
  expect((await read('me:Labeler', reviewer.headers['etag'])).status).toBe(200)
  expect(reviewer.headers['cache-control']).toBe('no-store')
})
