import { describe, expect, it } from '@jest/globals'
import { samples } from '../../support/access-requests.ts'
import { at, createAccessWorld, me } from '../../support/access-world.ts'
import { createHttpApp } from '../../support/http-app.ts'
import { createServiceRoutes } from '../../support/service-routes.ts'

const admin = { as: `${me}:Admin` }

const openProject = async () => {
  const world = await createAccessWorld('Admin')
  const { store, own, send } = world
  const now = () => at
  const project = `/projects/${own.project}`
  /** Reads on an instance of its own, whose counters are not from before. */
  const read = (path: string, etag?: string) =>
    createHttpApp(createServiceRoutes({ store, now }), { store, now }).send('GET', path, {
      ...admin,
      headers: etag === undefined ? {} : { 'if-none-match': etag },
    })
  const label = async () => {
    const { path, body } = samples.submitPage(own)
    expect(await send('POST', path, { ...admin, body })).toMatchObject({ status: 200 })
  }
  return { ...world, project, read, label }
}

describe('a project', () => {
  it('is 304 until something of it changes, its progress too', async () => {
    const { project, read, label } = await openProject()
    const etag = (await read(project)).headers['etag'] ?? ''
    expect(await read(project, etag)).toMatchObject({ status: 304, text: '' })
    await label()
    const after = await read(project, etag)
    expect(after.status).toBe(200)
    expect(after.headers['etag']).not.toBe(etag)
    expect(await read(project, after.headers['etag'])).toMatchObject({ status: 304 })
  })

  it('is changed by the ETag of a read, whatever was labeled since', async () => {
    const { project, read, label, send } = await openProject()
    const etag = (await read(project)).headers['etag'] ?? ''
    await label()
    const patch = (ifMatch: string, description: string) =>
      send('PATCH', project, { ...admin, body: { description }, headers: { 'if-match': ifMatch } })
    expect(await patch(etag, 'first')).toMatchObject({ status: 200 })
    expect(await patch(etag, 'second')).toMatchObject({ status: 412 })
  })

  it('has other ETags for those who see less of it', async () => {
    const { project, send } = await openProject()
    const etagFor = async (as: string) => (await send('GET', project, { as })).headers['etag']
    expect(await etagFor('lea:Labeler')).not.toBe(await etagFor(`${me}:Admin`))
  })
})

it('an item is 200 again once a class of its label has another name', async () => {
  const { project, read, send, own } = await openProject()
  const item = `${project}/items/${own.labeledItem}`
  const first = await read(item)
  const etag = first.headers['etag'] ?? ''
  expect(await read(item, etag)).toMatchObject({ status: 304 })
  const { json, headers } = await read(project)
  const labelClasses = JSON.parse(JSON.stringify(json['labelClasses']).replace('Poodle', 'Pudel')) as unknown
  const renamed = await send('PATCH', project, {
    ...admin,
    body: { labelClasses },
    headers: { 'if-match': headers['etag'] ?? '' },
  })
  expect(renamed).toMatchObject({ status: 200 })
  const after = await read(item, etag)
  expect(after.status).toBe(200)
  expect(after.text).toContain('Pudel')
})
