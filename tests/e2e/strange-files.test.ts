import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Person, Reply } from '../support/person.ts'
import { picture, type ServiceWorld } from '../support/service-world.ts'
import { joinService } from '../support/shared-service.ts'
import { until } from '../support/until.ts'

let world: ServiceWorld
let lead: Person

beforeAll(async () => {
  world = await joinService()
  ;({ lead } = world)
  await world.addProject('strange', ['1.png'])
})

const refusal = ({ status, code }: Reply) => [status, code]

describe('files', () => {
  test('a path that matches nothing, and an empty container', async () => {
    await world.container('empty').createIfNotExists()
    await world.addDatastore('empty', 'empty')
    for (const [dataset, datastore, path] of [
      ['nothing', 'strange', 'dogs/**'],
      ['empty', 'empty', '**'],
    ]) {
      await lead('PUT', `/datasets/${dataset}`, { body: { mediaType: 'Image', datastore, path } })
      const body = { mediaType: 'Image', taskType: 'MultiClass', dataset, labelClasses: [{ name: 'Cat' }] }
      expect(refusal(await lead('PUT', '/projects/none', { body }))).toEqual([422, 'NoMatchingFiles'])
    }
    expect((await lead('GET', '/projects/none')).status).toBe(404)
  })

  test('files that are left out, files of any date, and a container that was emptied', async () => {
    const others = ['1.svg', '2.svg', 'LICENSE', 'notes.pdf']
    await world.upload('left', others)
    await world.addDatastore('left', 'left')
    await lead('PUT', '/datasets/left', { body: { mediaType: 'Image', datastore: 'left', path: '**' } })
    const labelClasses = [{ name: 'Cat' }]
    const body = { mediaType: 'Image', taskType: 'MultiClass', dataset: 'left', labelClasses }
    const refused = await lead('PUT', '/projects/left', { body })
    expect(refusal(refused)).toEqual([422, 'NoMatchingFiles'])
    expect(JSON.stringify(refused.body)).toMatch(/4 files match, none is .*\.svg 2, .*accepted: /)
    const names = Array.from({ length: 12 }, (_, index) => `p/${index}.png`)
    await world.upload('left', names)
    expect((await lead('PUT', '/projects/left', { body })).status).toBe(201)
    await until(
      async () => (await lead('GET', '/projects/left')).body,
      ({ status }) => status === 'Running',
    )
    const files = { matched: 16, chosen: 12, leftOut: { count: 4 }, complete: true }
    expect((await lead('GET', '/datasets/left/preview')).body).toMatchObject({ files })
    expect((await lead('GET', '/projects/left/progress')).body).toMatchObject({ total: 12, files })

    const refresh = async (query = '') => {
      const started = await lead('POST', `/projects/left/refresh${query}`)
      return until(
        async () => (await lead('GET', `/operations/${String(started.body['id'])}`)).body,
        ({ status }) => status !== 'NotStarted' && status !== 'Running',
      )
    }
    for (const name of names) await world.container('left').deleteBlob(name)
    const gone = { status: 'Failed', error: { code: 'FilesGone' } }
    expect(await refresh()).toMatchObject({ work: 'refresh', project: 'left', ...gone })
    expect((await lead('GET', '/projects/left')).body).toMatchObject({ status: 'Running', lastRefresh: gone })
    expect((await lead('GET', '/projects/left/progress')).body).toMatchObject({
      missing: 0,
      lastRefresh: gone,
    })
    expect(await refresh('?confirmMissing=true')).toMatchObject({
      status: 'Succeeded',
      changes: { missing: 12 },
    })
    const [newest, before] = (await lead('GET', '/operations?project=left&work=refresh')).body
      .value as unknown[]
    expect(newest).toMatchObject({ status: 'Succeeded', files: { matched: 4, chosen: 0 } })
    expect(before).toMatchObject(gone)
    expect((await lead('GET', '/projects/left/progress')).body).toMatchObject({
      status: 'Running',
      missing: 12,
      unlabeled: 12,
      lastRefresh: { status: 'Succeeded', missing: 12 },
    })
  })

  test('a container that is not there, and a host that is not allowed', async () => {
    const store = (containerUrl: string) => ({
      body: { type: 'AzureBlob', containerUrl, credential: { type: 'ManagedIdentity' } },
    })
    const missing = await lead(
      'PUT',
      '/datastores/bad',
      store(`${world.service.endpoints.blobServiceUrl}/missing`),
    )
    expect(refusal(missing)).toEqual([422, 'DatastoreUnreachable'])
    for (const url of [
      'http://169.254.169.254/x',
      'https://example.org/x',
      'file:///etc',
      'https://a.blob.core.windows.net/x?sig=1',
    ])
      expect((await lead('PUT', '/datastores/bad', store(url))).status).toBe(400)
  })

  test('no image, a picture cut short, and the strangest names: flagged where needed, and the project goes on', async () => {
    const names = [
      "it's.png",
      '50%.png',
      '#1.png',
      'a b+c.png',
      '😀/日本.png',
      `${'x'.repeat(250)}/${'y'.repeat(250)}/${'z'.repeat(250)}/${'w'.repeat(243)}.png`,
    ]
    await world.upload('strange-odd', ['text.png'], new TextEncoder().encode('no picture'))
    await world.upload('strange-odd', ['short.png'], picture().slice(0, 40))
    await world.addProject('strange-odd', names)
    const items = await until(
      async () =>
        (await lead('GET', '/projects/strange-odd/items')).body.value as {
          path: string
          problem?: string
          width?: number
          contentUrl: string
        }[],
      (all) => all.every(({ problem, width }) => problem !== undefined || width !== undefined),
    )
    expect(items.map(({ path }) => path).toSorted()).toEqual([...names, 'short.png', 'text.png'].toSorted())
    for (const { path, problem, width, contentUrl } of items) {
      const expected = { 'text.png': 'NotAnImage', 'short.png': 'Truncated' }[path]
      expect([path, problem, width]).toEqual([path, expected, expected === undefined ? 6 : undefined])
      if (!names.includes(path)) continue
      const shown = await fetch(contentUrl)
      expect(shown.headers.get('content-type')).toBe('image/png')
      expect(shown.headers.get('content-disposition')).toMatch(/^inline; filename\*=UTF-8''[\w.%+#-]+\.png$/)
      expect([shown.status, Buffer.from(await shown.arrayBuffer())]).toEqual([200, Buffer.from(picture())])
    }
    expect((await lead('GET', '/projects/strange-odd')).body.status).toBe('Running')
  })
})
