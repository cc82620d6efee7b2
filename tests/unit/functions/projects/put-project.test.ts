import { describe, expect, it } from '@jest/globals'
import { projectName } from '../../../../src/domain/core/ids.ts'
import { changeDocument } from '../../../../src/domain/model/documents/change-document.ts'
import {
  projectPartition,
  projects,
  type ProjectDocument,
} from '../../../../src/domain/model/projects/project.ts'
import { samples } from '../../../support/access-requests.ts'
import { createAccessWorld, me } from '../../../support/access-world.ts'
import { auditedIn, dumpStore } from '../../../support/dump-store.ts'

const start = async () => {
  const world = await createAccessWorld()
  const { path, body } = samples.putProject({ ...world.own, project: 'fresh' })
  const put = (changes: object = {}, headers = {}, user = me) =>
    world.send('PUT', path, { as: `${user}:Admin`, body: { ...(body as object), ...changes }, headers })
  const setStatus = (status: ProjectDocument['status']) =>
    changeDocument(world.store, projects, projectPartition, projectName.parse('fresh'), (one) => ({
      ...one,
      status,
    }))
  const dump = () => dumpStore(world.store, ['u1', 'u2'])
  return { world, path, put, setStatus, dump }
}

describe('the creation of a project', () => {
  it('has the id and the status of its import in the body', async () => {
    const { put } = await start()
    const { status, json, headers } = await put()
    const operation = json['operation'] as { readonly id: string }
    expect([status, operation]).toEqual([201, { id: expect.any(String), status: 'NotStarted' }])
    expect(headers['operation-location']).toMatch(new RegExp(`/operations/${operation.id}$`))
  })

  it('is answered as before to its repetition, with the import, as long as that runs', async () => {
    const { put, dump, world, setStatus } = await start()
    const first = await put()
    const after = await dump()
    for (const headers of [{}, { 'if-match': '"old"' }, { 'if-match': '*' }])
      expect(await put({}, headers)).toMatchObject({
        status: 201,
        json: first.json,
        headers: { 'operation-location': first.headers['operation-location'] },
      })
    expect(await dump()).toEqual(after)
    expect(new Set(world.started.map(({ id }) => id)).size).toBe(1)
    await setStatus('Running')
    const later = await put()
    expect(later).toMatchObject({ status: 200, json: { name: 'fresh', status: 'Running' } })
    expect(later.json).not.toHaveProperty('operation')
    expect(later.headers).not.toHaveProperty('operation-location')
  })

  it('with examples is refused, as it has no items yet, and leaves nothing', async () => {
    const { put, dump } = await start()
    const before = await dump()
    expect(await put({ labelClasses: [{ name: 'Cat', examples: ['f'.repeat(32)] }] })).toMatchObject({
      status: 400,
      json: {
        error: { message: expect.stringMatching(/'f{32}'.*once it is Running/), target: 'labelClasses' },
      },
    })
    expect(await dump()).toEqual(before)
  })

  it('is found by another caller who sends the same', async () => {
    const { put } = await start()
    const first = await put()
    const other = await put({}, {}, 'other')
    expect(other).toMatchObject({ status: 200, headers: { etag: first.headers['etag'] } })
    expect(other.json).not.toHaveProperty('operation')
  })

  it('does not compare the expected number of items, which decides about a new project only', async () => {
    const { put, dump } = await start()
    await put()
    const after = await dump()
    expect((await put({ expectedItems: 7 })).status).toBe(201)
    expect(await dump()).toEqual(after)
  })

  it('is one, with one audit entry, for two copies of a request at the same time', async () => {
    const { put, dump } = await start()
    const [one, other] = await Promise.all([put(), put()])
    expect([one?.status, other?.status]).toEqual([201, 201])
    expect(one?.json).toEqual(other?.json)
    expect(auditedIn(await dump()).filter((entry) => entry.includes('CreateProject'))).toHaveLength(1)
  })

  it('is refused where the project is another one', async () => {
    const { put, dump } = await start()
    await put()
    const after = await dump()
    expect(await put({ description: 'other' })).toMatchObject({ status: 428 })
    expect(await put({ dataset: 'unused' })).toMatchObject({ status: 428 })
    expect(await put({ dataset: 'unused' }, { 'if-match': '*' })).toMatchObject({
      status: 409,
      json: { error: { code: 'ProjectBusy' } },
    })
    expect(await dump()).toEqual(after)
  })

  it('tells a request that is to create only whether the project is what it would create', async () => {
    const { put } = await start()
    await put()
    const onlyNew = { 'if-none-match': '*' }
    for (const [changes, told] of [
      [{}, /^The resource exists exactly as it was sent, perhaps because of an earlier try/],
      [{ description: 'other' }, /^The resource exists, and If-None-Match: \* is to create it only/],
    ] as const)
      expect(await put(changes, onlyNew)).toMatchObject({
        status: 412,
        json: { error: { code: 'PreconditionFailed', message: expect.stringMatching(told) } },
      })
  })

  it('waits for the deletion of a project of this name, also of one that was the same', async () => {
    const { put, setStatus, world } = await start()
    const { json } = await put()
    await setStatus('Deleting')
    const { id } = json['operation'] as { readonly id: string }
    for (const headers of [{}, { 'if-match': '*' }])
      expect(await put({}, headers)).toMatchObject({
        status: 409,
        json: { error: { code: 'ProjectBusy', message: expect.stringContaining(id) } },
      })
    expect((await world.send('GET', '/projects/fresh', { as: `${me}:Admin` })).status).toBe(200)
  })
})

describe('settings that are sent again', () => {
  const classes = [{ name: 'Cat' }, { name: 'Dog', classes: [{ name: 'Poodle' }, { name: 'Pug' }] }]

  it.each([
    ['with new classes', { labelClasses: [...classes, { name: 'Bird', color: '#112233' }] }],
    ['with fewer classes', { labelClasses: [{ name: 'Dog' }] }],
    [
      'with a renamed and a new class of its name',
      { labelClasses: [{ id: 'c0', name: 'Lynx' }, { name: 'Cat' }] },
    ],
    ['with tags', { tags: { b: '1', a: '2' } }],
    ['with instructions', { instructions: { text: 'Look', url: 'https://example.org/' } }],
    ['with a cleared setting', { instructions: null, description: null }],
    ['with durations', { pageLease: 'PT1H', exportRetention: 'P2D' }],
  ])('change nothing more, %s', async (_, patch) => {
    const { world, dump } = await start()
    const as = `${me}:Admin`
    const etag = (await world.send('GET', '/projects/own', { as })).headers['etag'] ?? ''
    const send = () =>
      world.send('PATCH', '/projects/own', { as, body: patch, headers: { 'if-match': etag } })
    const first = await send()
    expect(first.status).toBe(200)
    const after = await dump()
    const again = await send()
    expect(again).toMatchObject({ status: 200, json: first.json, headers: { etag: first.headers['etag'] } })
    expect(await dump()).toEqual(after)
  })

  it('are refused with an old ETag if they are not valid any more', async () => {
    const { world } = await start()
    const as = `${me}:Admin`
    const patch = (body: object, etag: string) =>
      world.send('PATCH', '/projects/own', { as, body, headers: { 'if-match': etag } })
    const etag = (await world.send('GET', '/projects/own', { as })).headers['etag'] ?? ''
    await patch({ labelClasses: [{ id: 'c0', name: 'Lynx' }] }, etag)
    const swapped = { labelClasses: [{ id: 'c99', name: 'Cat' }] }
    expect(await patch(swapped, etag)).toMatchObject({ status: 412 })
    expect(await patch(swapped, '*')).toMatchObject({ status: 400 })
  })
})
