import { describe, expect, it } from '@jest/globals'
import {
  createHttpWorkspace,
  datasetRequest,
  datastoreRequest,
  sasRequest,
} from '../../support/http-workspace.ts'

const code = (expected: string) => ({ json: { error: { code: expected } } })

const withDatastore = async (paths: readonly string[] = [], datastore: unknown = datastoreRequest) => {
  const workspace = createHttpWorkspace(paths)
  await workspace.admin('PUT', '/datastores/photos', datastore)
  return workspace
}

const pathOf = (url: unknown): string => String(url).replace(/^.*\/api/, '')

describe('datasets', () => {
  it('are made, read and listed', async () => {
    const { admin, addLabeledDataset } = await withDatastore()
    const made = await admin('PUT', '/datasets/cats', datasetRequest)
    expect(made).toMatchObject({ status: 201, json: { name: 'cats', ...datasetRequest, createdBy: 'ann' } })
    expect((await admin('GET', '/datasets/cats')).json).toEqual(made.json)
    await addLabeledDataset('labels', 3)
    expect((await admin('GET', '/datasets')).json['value']).toEqual([
      made.json,
      {
        name: 'labels',
        etag: expect.stringMatching(/^".+"$/),
        mediaType: 'Image',
        labeledBy: { project: 'p', export: 'e1' },
        version: 3,
        createdAt: '1970-01-01T00:00:00.001Z',
        createdBy: 'ann',
      },
    ])
  })

  it('change nothing but their description', async () => {
    const { admin } = await withDatastore()
    const { headers } = await admin('PUT', '/datasets/cats', datasetRequest)
    const put = (body: object, ifMatch?: string) =>
      admin('PUT', '/datasets/cats', body, ifMatch === undefined ? {} : { 'if-match': ifMatch })
    const described = { ...datasetRequest, description: 'Only cats' }
    expect(await put(described)).toMatchObject({ status: 428 })
    expect(await put(described, '"old"')).toMatchObject({ status: 412 })
    expect(await put(described, headers['etag'])).toMatchObject({
      status: 200,
      json: { description: 'Only cats' },
    })
    expect(await put({ ...datasetRequest, path: '**' }, '*')).toMatchObject({
      status: 409,
      ...code('DatasetImmutable'),
    })
  })

  it.each(['/a/**', 'a/', 'a/../b', './a', 'a\nb', ''])('refuse the path %j', async (path) => {
    const { admin } = await withDatastore()
    expect(await admin('PUT', '/datasets/cats', { ...datasetRequest, path })).toMatchObject({
      status: 400,
      json: { error: { code: 'InvalidRequest', target: 'path' } },
    })
  })

  it('need their datastore, and are of images for now', async () => {
    const { admin } = await withDatastore()
    expect(await admin('PUT', '/datasets/cats', { ...datasetRequest, datastore: 'other' })).toMatchObject({
      status: 404,
      ...code('DatastoreNotFound'),
    })
    expect(await admin('PUT', '/datasets/cats', { ...datasetRequest, mediaType: 'Text' })).toMatchObject({
      status: 400,
      json: { error: { code: 'InvalidRequest', target: 'mediaType' } },
    })
  })

  it('show their first files', async () => {
    const images = Array.from({ length: 25 }, (_, index) => `cats/${String(index).padStart(2, '0')}.png`)
    const { admin } = await withDatastore([...images, 'cats/0.txt', 'dogs/1.png'])
    await admin('PUT', '/datasets/cats', datasetRequest)
    const { json } = await admin('GET', '/datasets/cats/preview')
    const value = json['value'] as { path: string; contentUrl: string }[]
    expect(value.map(({ path }) => path)).toEqual(images.slice(0, 20))
    expect(json['complete']).toBe(false)
    expect(value[0]?.contentUrl).toBe(
      `https://blob.test/cats/00.png?until=${Date.parse('2026-10-01T09:00:00Z')}`,
    )
  })

  it('show nothing while nothing matches', async () => {
    const { admin } = await withDatastore(['dogs/1.png'])
    await admin('PUT', '/datasets/cats', datasetRequest)
    const files = { matched: 0, chosen: 0, leftOut: { count: 0, reasons: [] }, complete: true }
    expect((await admin('GET', '/datasets/cats/preview')).json).toEqual({ value: [], complete: true, files })
  })

  it('look only so far', async () => {
    const { admin } = await withDatastore(Array.from({ length: 6000 }, (_, index) => `cats/${index}.txt`))
    await admin('PUT', '/datasets/cats', datasetRequest)
    const examples = ['cats/0.txt', 'cats/1.txt', 'cats/10.txt']
    const reasons = [{ reason: 'UnknownExtension', extension: 'txt', count: 5000, examples }]
    const files = { matched: 5000, chosen: 0, leftOut: { count: 5000, reasons }, complete: false }
    expect((await admin('GET', '/datasets/cats/preview')).json).toEqual({ value: [], complete: false, files })
  })

  it('serve a file by a signed link where the storage cannot', async () => {
    const name = "cats/o'ne #2% 🐱.png"
    const { admin, send, pass } = await withDatastore([name], sasRequest)
    await admin('PUT', '/datasets/cats', datasetRequest)
    const { json } = await admin('GET', '/datasets/cats/preview')
    const url = pathOf((json['value'] as { contentUrl: string }[])[0]?.contentUrl)
    const answer = await send('GET', url)
    expect(answer).toMatchObject({
      status: 200,
      text: name,
      headers: {
        'content-type': 'image/png',
        etag: '"b1"',
        'content-security-policy': expect.stringContaining('sandbox'),
      },
    })
    expect(await send('GET', url, { headers: { range: 'bytes=5-7' } })).toMatchObject({
      status: 206,
      text: "o'n",
      headers: { 'content-range': `bytes 5-7/${Buffer.byteLength(name)}`, 'content-length': '3' },
    })
    for (const etag of ['"b1"', 'W/"b1"', '"x", "b1"']) {
      const unchanged = await send('GET', url, { headers: { 'if-none-match': etag } })
      expect(unchanged).toMatchObject({
        status: 304,
        text: '',
        headers: { etag: '"b1"', 'cache-control': 'private, max-age=300' },
      })
      expect(unchanged.headers).not.toHaveProperty('content-length')
    }
    const ofTheEnd = await send('GET', url, { headers: { range: 'bytes=-3' } })
    expect(ofTheEnd).toMatchObject({ status: 200, text: name })
    const forged = url.replace(/exp=(\d+)/, 'exp=9$1')
    expect(await send('GET', forged)).toMatchObject({ status: 401, ...code('Unauthenticated') })
    expect(await send('GET', url.replace('/cats/', '/others/'))).toMatchObject({ status: 401 })
    pass(60 * 60_000)
    expect(await send('GET', url)).toMatchObject({ status: 401 })
  })

  it('show their files as pictures, by links of their own', async () => {
    const { admin, send, pass } = await withDatastore(['cats/1.png', 'cats/2.bmp'])
    await admin('PUT', '/datasets/cats', datasetRequest)
    const { json } = await admin('GET', '/datasets/cats/preview')
    const [first, second] = json['value'] as Readonly<Record<string, string>>[]
    expect(first).toMatchObject({ urlsExpireAt: '2026-10-01T09:00:00.000Z' })
    expect([second?.['thumbnailUrl'], second?.['screenUrl']]).toEqual([undefined, undefined])
    const url = pathOf(first?.['thumbnailUrl'])
    const shown = await send('GET', url)
    expect(shown).toMatchObject({
      status: 200,
      text: 'thumbnail of cats/1.png',
      headers: {
        'content-type': 'image/webp',
        'cache-control': 'private, max-age=86400, immutable',
        etag: expect.stringMatching(/^"[0-9a-f]{32}-thumbnail"$/),
      },
    })
    const again = { headers: { 'if-none-match': String(shown.headers['etag']) } }
    expect(await send('GET', url, again)).toMatchObject({ status: 304 })
    for (const other of [url.replace('thumbnail', 'screen'), url.replace(/of=[^&]+/, 'of=0')])
      expect(await send('GET', other)).toMatchObject({ status: 401 })
    pass(60 * 60_000)
    expect(await send('GET', url)).toMatchObject({ status: 401 })
  })

  it('list their versions, the newest first', async () => {
    const { admin, addLabeledDataset } = await withDatastore()
    await addLabeledDataset('labels', 3)
    const first = await admin('GET', '/datasets/labels/versions?maxpagesize=2')
    const versions = first.json['value'] as { version: number }[]
    expect(versions.map(({ version }) => version)).toEqual([3, 2])
    expect((await admin('GET', pathOf(first.json['nextLink']))).json['value']).toMatchObject([
      { version: 1, labeledBy: { project: 'p', export: 'e1' }, rowCount: 10 },
    ])
    expect(await admin('GET', '/datasets/labels/preview')).toMatchObject({
      status: 422,
      ...code('UnsupportedTask'),
    })
    expect(await admin('GET', '/datasets/none/versions')).toMatchObject({
      status: 404,
      ...code('DatasetNotFound'),
    })
  })

  it('go with their versions, unless a project labels them', async () => {
    const { admin, addProject, addLabeledDataset, store } = await withDatastore()
    await addLabeledDataset('labels', 120)
    await addProject('p', 'labels')
    const remove = (ifMatch: string) =>
      admin('DELETE', '/datasets/labels', undefined, { 'if-match': ifMatch })
    expect(await remove('"old"')).toMatchObject({ status: 412 })
    expect(await remove('*')).toMatchObject({ status: 409, ...code('DatasetInUse') })
    const project = await store.read('workspace', 'project', 'p')
    await store.batch('workspace', 'project', [{ type: 'delete', id: 'p', ifMatch: project?.etag ?? '' }])
    expect(await remove('*')).toMatchObject({ status: 204 })
    expect(await store.read('workspace', 'dataset:labels', 'v1')).toBeUndefined()
  })
})
