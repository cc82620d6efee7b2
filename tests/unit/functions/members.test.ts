import { describe, expect, it } from '@jest/globals'
import { createHttpWorkspace } from '../../support/http-workspace.ts'

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
    const { etag: first, ...rest } = added.json
    expect(changed).toMatchObject({ status: 200, json: { ...rest, role: 'Reviewer' } })
    expect(changed.json['etag']).not.toBe(first)
    expect(await admin('GET', '/projects/p/members/bob')).toMatchObject({
      json: changed.json,
      // The name, which the stored ETag does not cover, is in its hash.
      headers: { etag: expect.stringMatching(/^"etag-\d+~[\w-]+"$/) },
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
    const put = () => admin('PUT', '/projects/p/members/bob', { role: 'Reviewer' }, stale)
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
