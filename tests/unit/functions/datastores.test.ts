import { describe, expect, it } from '@jest/globals'
import { DomainError } from '../../../src/domain/core/errors.ts'
import {
  createHttpWorkspace,
  datasetRequest,
  datastoreRequest,
  sasRequest,
} from '../../support/http-workspace.ts'

const code = (expected: string) => ({ json: { error: { code: expected } } })

describe('datastores', () => {
  it('are made, read and listed without their credential', async () => {
    const { admin, secrets } = createHttpWorkspace()
    const made = await admin('PUT', '/datastores/photos', { ...sasRequest, description: 'All photos' })
    expect(made).toMatchObject({
      status: 201,
      json: {
        name: 'photos',
        type: 'AzureBlob',
        containerUrl: 'https://contoso.blob.core.windows.net/photos',
        credential: { type: 'Sas' },
        description: 'All photos',
        createdAt: '2026-10-01T08:00:00.000Z',
        createdBy: 'ann',
      },
    })
    expect([...secrets.values]).toEqual([['datastore-id1', 'sv=1&sig=s3cret']])
    const read = await admin('GET', '/datastores/photos')
    expect(read).toMatchObject({ status: 200, json: made.json, headers: { etag: made.headers['etag'] } })
    const list = await admin('GET', '/datastores')
    expect(list.json['value']).toEqual([made.json])
    for (const { text } of [made, read, list]) expect(text).not.toMatch(/s3cret|id1/)
  })

  it('are listed page by page', async () => {
    const { admin } = createHttpWorkspace()
    for (const name of ['a', 'b', 'c']) await admin('PUT', `/datastores/${name}`, datastoreRequest)
    const first = await admin('GET', '/datastores?maxpagesize=2')
    const next = String(first.json['nextLink']).replace(/^.*\/api/, '')
    const second = await admin('GET', next)
    const names = [first, second].flatMap(({ json }) => json['value'] as { name: string }[])
    expect(names.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
    expect(second.json).not.toHaveProperty('nextLink')
    expect(await admin('GET', '/datastores?continuation=forged')).toMatchObject({
      status: 400,
      ...code('InvalidContinuation'),
    })
  })

  it('are replaced only by who read them', async () => {
    const { admin } = createHttpWorkspace()
    const { headers } = await admin('PUT', '/datastores/photos', datastoreRequest)
    const replace = (ifMatch?: string, description = 'other') =>
      admin(
        'PUT',
        '/datastores/photos',
        { ...datastoreRequest, description },
        ifMatch === undefined ? {} : { 'if-match': ifMatch },
      )
    expect(await replace()).toMatchObject({ status: 428, ...code('PreconditionRequired') })
    expect(await replace('"old"')).toMatchObject({ status: 412, ...code('PreconditionFailed') })
    expect(await replace(headers['etag'])).toMatchObject({ status: 200 })
    expect(await replace(headers['etag'], 'third')).toMatchObject({ status: 412 })
    expect(await replace('*', 'third')).toMatchObject({ status: 200 })
    expect(await admin('PUT', '/datastores/new', datastoreRequest, { 'if-match': '*' })).toMatchObject({
      status: 412,
    })
  })

  it('keep the old credential until the new one is written', async () => {
    const { admin, secrets, fail } = createHttpWorkspace()
    await admin('PUT', '/datastores/photos', sasRequest)
    const token = { ...sasRequest, credential: { type: 'Sas', token: 'sv=1&sig=new' } }
    fail(new DomainError('DatastoreUnreachable', 'No access'))
    const refused = await admin('PUT', '/datastores/photos', token, { 'if-match': '*' })
    expect(refused).toMatchObject({ status: 422, ...code('DatastoreUnreachable') })
    expect([...secrets.values.values()]).toEqual(['sv=1&sig=s3cret'])
    fail(undefined)
    await admin('PUT', '/datastores/photos', token, { 'if-match': '*' })
    expect([...secrets.values.values()]).toEqual(['sv=1&sig=new'])
  })

  it('are not kept if they cannot be reached', async () => {
    const { admin, secrets, forgotten, fail } = createHttpWorkspace()
    fail(new DomainError('DatastoreUnreachable', 'No such container'))
    expect(await admin('PUT', '/datastores/photos', sasRequest)).toMatchObject({ status: 422 })
    expect(await admin('GET', '/datastores/photos')).toMatchObject({
      status: 404,
      ...code('DatastoreNotFound'),
    })
    expect(secrets.values.size).toBe(0)
    expect(forgotten).toEqual(['photos'])
  })

  it.each([
    ['another host', { ...datastoreRequest, containerUrl: 'https://evil.example/photos' }, 'containerUrl'],
    ['no SAS', { ...datastoreRequest, credential: { type: 'Sas', token: 'abc' } }, 'credential.token'],
    ['an account key', { ...datastoreRequest, credential: { type: 'AccountKey' } }, 'credential.type'],
    [
      'a token that its credential does not take',
      { ...datastoreRequest, credential: { type: 'Anonymous', token: 'sv=1' } },
      'credential.token',
    ],
    ['another property', { ...datastoreRequest, endpoint: 'x' }, 'endpoint'],
    ['another type', { ...datastoreRequest, type: 'S3' }, 'type'],
  ])('refuse %s', async (_, body, target) => {
    const { admin, opened } = createHttpWorkspace()
    expect(await admin('PUT', '/datastores/photos', body)).toMatchObject({
      status: 400,
      json: { error: { code: 'InvalidRequest', target } },
    })
    expect(opened).toEqual([])
  })

  it('go with their secret, unless a dataset uses them', async () => {
    const { admin, secrets, forgotten } = createHttpWorkspace()
    const { headers } = await admin('PUT', '/datastores/photos', sasRequest)
    const dataset = await admin('PUT', '/datasets/cats', datasetRequest)
    const remove = (ifMatch: Record<string, string>) =>
      admin('DELETE', '/datastores/photos', undefined, ifMatch)
    expect(await remove({})).toMatchObject({ status: 428 })
    expect(await remove({ 'if-match': '"old"' })).toMatchObject({ status: 412 })
    const ifMatch = { 'if-match': headers['etag'] ?? '' }
    expect(await remove(ifMatch)).toMatchObject({ status: 409, ...code('DatastoreInUse') })
    const moved = { ...sasRequest, containerUrl: 'https://contoso.blob.core.windows.net/other' }
    expect(await admin('PUT', '/datastores/photos', moved, ifMatch)).toMatchObject({
      status: 409,
      ...code('DatastoreInUse'),
    })
    await admin('DELETE', '/datasets/cats', undefined, { 'if-match': dataset.headers['etag'] ?? '' })
    expect(await remove(ifMatch)).toMatchObject({ status: 204, text: '' })
    expect(secrets.values.size).toBe(0)
    expect(forgotten).toEqual(['photos'])
    expect(await remove(ifMatch)).toMatchObject({ status: 204 })
  })

  it('are still there if their secret could not be deleted, so that the deletion can be repeated', async () => {
    const { admin, secrets } = createHttpWorkspace()
    await admin('PUT', '/datastores/photos', sasRequest)
    const working = { ...secrets }
    secrets.delete = () => Promise.reject(new DomainError('ServiceUnavailable', 'Not now'))
    const remove = () => admin('DELETE', '/datastores/photos', undefined, { 'if-match': '*' })
    expect(await remove()).toMatchObject({ status: 503 })
    expect(await admin('GET', '/datastores/photos')).toMatchObject({ status: 200 })
    secrets.delete = (name) => working.delete(name)
    expect(await remove()).toMatchObject({ status: 204 })
    expect(secrets.values.size).toBe(0)
  })

  it('are looked into one level at a time', async () => {
    const { admin } = createHttpWorkspace(['cats/1.png', 'cats/x/2.png', 'top.png'])
    await admin('PUT', '/datastores/photos', datastoreRequest)
    const top = await admin('GET', '/datastores/photos/browse')
    expect(top.json['value']).toEqual([
      { kind: 'Folder', path: 'cats/' },
      {
        kind: 'File',
        path: 'top.png',
        size: 7,
        contentType: 'image/png',
        lastModified: '2020-09-13T12:26:40.000Z',
      },
    ])
    const below = await admin('GET', '/datastores/photos/browse?prefix=cats/&maxpagesize=1')
    expect(below.json['value']).toEqual([{ kind: 'Folder', path: 'cats/x/' }])
    expect(below.json['nextLink']).toContain('prefix=cats%2F')
  })
})
