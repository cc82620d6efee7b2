import { describe, expect, it } from '@jest/globals'
import { createHttpWorkspace } from '../../../support/http-workspace.ts'

const withProject = async () => {
  const workspace = createHttpWorkspace()
  await workspace.addProject('p')
  return workspace
}

describe('members', () => {
  it('are added, changed, listed and removed', async () => {
    const { admin } = await withProject()
    const added = await admin('PUT', '/projects/p/members/bob', { role: 'Labeler' })
    expect(added).toMatchObject({
      status: 201,
      json: { user: 'bob', role: 'Labeler', addedAt: '2026-10-01T08:00:00.000Z', addedBy: 'ann' },
    })
    const changed = await admin('PUT', '/projects/p/members/bob', { role: 'Reviewer' })
    expect(changed).toMatchObject({ status: 200, json: { ...added.json, role: 'Reviewer' } })
    expect(await admin('GET', '/projects/p/members/bob')).toMatchObject({
      json: changed.json,
      headers: { etag: changed.headers['etag'] },
    })
    expect((await admin('GET', '/projects/p/members')).json['value']).toEqual([changed.json])
    expect(await admin('DELETE', '/projects/p/members/bob')).toMatchObject({ status: 204 })
    expect(await admin('GET', '/projects/p/members/bob')).toMatchObject({
      status: 404,
      json: { error: { code: 'MemberNotFound' } },
    })
  })

  it('respect a condition where one is given', async () => {
    const { admin } = await withProject()
    const stale = { 'if-match': '"old"' }
    const put = () => admin('PUT', '/projects/p/members/bob', { role: 'Labeler' }, stale)
    expect(await put()).toMatchObject({ status: 412 })
    await admin('PUT', '/projects/p/members/bob', { role: 'Labeler' })
    expect(await put()).toMatchObject({ status: 412 })
    expect(await admin('DELETE', '/projects/p/members/bob', undefined, stale)).toMatchObject({ status: 412 })
  })

  it('are of a project that exists', async () => {
    const { admin } = await withProject()
    expect(await admin('PUT', '/projects/q/members/bob', { role: 'Labeler' })).toMatchObject({
      status: 404,
      json: { error: { code: 'ProjectNotFound' } },
    })
  })

  it.each(['Owner', '', null])('do not become %j', async (role) => {
    const { admin } = await withProject()
    expect(await admin('PUT', '/projects/p/members/bob', { role })).toMatchObject({ status: 400 })
  })
})

describe('each route of an administrator', () => {
  const routes = [
    ['GET', '/datastores'],
    ['GET', '/datastores/photos'],
    ['PUT', '/datastores/photos'],
    ['DELETE', '/datastores/photos'],
    ['GET', '/datastores/photos/browse'],
    ['GET', '/datasets'],
    ['GET', '/datasets/cats'],
    ['PUT', '/datasets/cats'],
    ['DELETE', '/datasets/cats'],
    ['GET', '/datasets/cats/preview'],
    ['GET', '/datasets/cats/versions'],
    ['GET', '/projects/p/members'],
    ['GET', '/projects/p/members/bob'],
    ['PUT', '/projects/p/members/bob'],
    ['DELETE', '/projects/p/members/bob'],
  ] as const

  it.each(routes)('%s %s is closed to others', async (method, url) => {
    const { send, admin } = await withProject()
    await admin('PUT', '/projects/p/members/bob', { role: 'Admin' })
    for (const as of ['bob:Reviewer', 'bob:Labeler', 'bob:'])
      expect(await send(method, url, { as })).toMatchObject({
        status: 403,
        json: { error: { code: 'Forbidden' } },
      })
    expect(await send(method, url)).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } })
  })
})
