import { describe, expect, it } from '@jest/globals'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { samples } from '../../../support/access-requests.ts'
import { createAccessWorld, me, type Place } from '../../../support/access-world.ts'
import { createServiceRoutes } from '../../../support/service-routes.ts'

const routes = createServiceRoutes({ store: createMemoryStore(() => 0), now: () => 0 })
const required = routes.filter(({ ifMatch }) => ifMatch === 'Required')

const sampleOf = (operation: string, place: Place) => {
  const sample = Object.entries(samples).find(([name]) => name === operation)?.[1]
  if (!sample) throw new Error(`${operation} has no sample`)
  return sample(place)
}

describe('a request without If-Match', () => {
  it('is tried on each route that requires it', () => {
    expect(required.map(({ operation }) => operation).sort()).toEqual([
      'deleteDataset',
      'deleteDatastore',
      'deleteProject',
      'labelItem',
      'updateProject',
    ])
  })

  it.each(required)('is 428 for what exists ($operation)', async ({ operation, method }) => {
    const { own, send } = await createAccessWorld()
    const { path, body } = sampleOf(operation, own)
    expect(await send(method, path, { as: `${me}:Admin`, body })).toMatchObject({
      status: 428,
      json: {
        error: { code: 'PreconditionRequired', message: expect.stringMatching(/^The resource exists; /) },
      },
    })
  })

  it.each(required)('finds nothing in what does not ($operation)', async ({ operation, method }) => {
    const { own, send } = await createAccessWorld()
    const { path, body } = sampleOf(operation, { ...own, project: 'absent' })
    const absent = path.replace('/unused', '/absent')
    for (const headers of [{}, { 'if-match': '*' }])
      expect(await send(method, absent, { as: `${me}:Admin`, body, headers })).toMatchObject({
        status: method === 'DELETE' ? 204 : 404,
      })
  })

  it.each(required.filter(({ path }) => path.includes('{project}')))(
    'is 404 for a project of others ($operation)',
    async ({ operation, method }) => {
      const { foreign, send } = await createAccessWorld('Reviewer')
      const { path, body } = sampleOf(operation, foreign)
      expect(await send(method, path, { as: `${me}:Reviewer`, body })).toMatchObject({ status: 404 })
    },
  )
})

describe('a request with If-Match for what does not exist', () => {
  it.each(['putDatastore', 'putDataset', 'putProject', 'putMember'])('says so (%s)', async (operation) => {
    const { own, send } = await createAccessWorld()
    const place = operation === 'putMember' ? own : { ...own, project: 'absent' }
    const { path, body } = sampleOf(operation, place)
    const answer = await send('PUT', path, { as: `${me}:Admin`, body, headers: { 'if-match': '*' } })
    expect(answer).toMatchObject({
      status: 412,
      json: {
        error: { message: expect.stringMatching(/^The resource does not exist, .*leave out If-Match/) },
      },
    })
    expect(await send('PUT', path, { as: `${me}:Admin`, body })).toMatchObject({
      status: expect.any(Number),
      json: expect.not.objectContaining({ error: expect.anything() }),
    })
  })
})
