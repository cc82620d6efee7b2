import { beforeAll, describe, expect, test } from '@jest/globals'
import { ContainerSASPermissions } from '@azure/storage-blob'
import { keepAndDeleteName } from '../support/keep-and-delete-name.ts'
import type { Person, Reply } from '../support/person.ts'
import { readOwnWork } from '../support/read-own-work.ts'
import { restoreAndRemove } from '../support/restore-and-remove.ts'
import { reviewBoth } from '../support/review-both.ts'
import { labelClasses, picture, type ServiceWorld } from '../support/service-world.ts'
import { joinService } from '../support/shared-service.ts'

// Every answer of every test here is held against the OpenAPI document that the service serves; the last test asks
// whether each success that is documented was seen.

let world: ServiceWorld
let lead: Person
let clara: Person

beforeAll(async () => {
  world = await joinService()
  ;({ lead } = world)
  clara = await world.person('clara', 'Labeling.Labeler')
})

const ok = (reply: Reply, ...statuses: number[]): Reply => {
  if (!statuses.includes(reply.status)) throw new Error(`${reply.status}: ${reply.text}`)
  return reply
}
const etagOf = async (path: string): Promise<Record<string, string>> => ({
  'if-match': ok(await lead('GET', path), 200).headers.get('etag') ?? '',
})
const page = async (project: string, size = 2) =>
  ok(await clara('POST', `/projects/${project}/pages`, { body: { size } }), 200).body
const cats = (items: readonly { id: string }[]) => ({
  answers: items.map(({ id }) => ({ item: id, labels: ['Cat'] })),
})
const followed = async (reply: Reply): Promise<Reply> =>
  world.waitFor(reply.headers.get('operation-location'))

describe('every route', () => {
  test('the service itself', async () => {
    expect(ok(await world.nobody('GET', '/health'), 200).body.status).toBe('Healthy')
    for (const path of ['/openapi.json', '/openapi-3.0.json', '/docs', '/docs/swagger-ui.css'])
      ok(await world.nobody('GET', path), 200)
    const etag = (await world.nobody('GET', '/openapi.json')).headers.get('etag') ?? ''
    ok(await world.nobody('GET', '/openapi.json', { headers: { 'if-none-match': etag } }), 304)
  })

  test('datastores: connect, change, look into, disconnect', async () => {
    await world.upload('photos', ['a/1.png', 'a/2.png', 'b/3.png', '4.png'])
    await world.addDatastore('photos', 'photos')
    const headers = await etagOf('/datastores/photos')
    const containerUrl = `${world.service.endpoints.blobServiceUrl}/photos`
    const credential = { type: 'ManagedIdentity' }
    const body = { type: 'AzureBlob', containerUrl, credential, description: 'all' }
    expect(ok(await lead('PUT', '/datastores/photos', { body, headers }), 200).body.description).toBe('all')
    const listed = (await lead('GET', '/datastores')).body.value as { name: string }[]
    expect(listed.map(({ name }) => name)).toContain('photos')
    const { body: top } = ok(await lead('GET', '/datastores/photos/browse'), 200)
    expect(
      top.value.map(({ kind, path }: { kind: string; path: string }) => [kind, path]).toSorted(),
    ).toEqual([
      ['File', '4.png'],
      ['Folder', 'a/'],
      ['Folder', 'b/'],
    ])
    const files = [{ name: 'new.png', size: 9 }]
    ok(await lead('POST', '/datastores/photos/upload-urls', { body: { folder: 'b/', files } }), 200)
    await world.addDatastore('spare', 'photos')
    const spare = { action: 'CreateDatastore', by: 'lead', target: 'spare' }
    expect(ok(await lead('GET', '/audit'), 200).body.value).toContainEqual(expect.objectContaining(spare))
    ok(await lead('DELETE', '/datastores/spare', { headers: await etagOf('/datastores/spare') }), 204)
  })

  test('datasets: choose, preview, describe, forget', async () => {
    const body = { mediaType: 'Image', datastore: 'photos', path: 'a/**' }
    ok(await lead('PUT', '/datasets/photos', { body }), 201)
    const headers = await etagOf('/datasets/photos')
    ok(await lead('PUT', '/datasets/photos', { body: { ...body, description: 'folder a' }, headers }), 200)
    const preview = ok(await lead('GET', '/datasets/photos/preview'), 200).body
    expect(preview.value.map(({ path }: { path: string }) => path)).toEqual(['a/1.png', 'a/2.png'])
    ok(await lead('GET', '/datasets'), 200)
    ok(await lead('GET', '/datasets/photos/versions'), 200)
    ok(await lead('PUT', '/datasets/spare', { body }), 201)
    ok(await lead('DELETE', '/datasets/spare', { headers: await etagOf('/datasets/spare') }), 204)
  })

  test('a datastore with a SAS token: the token never comes back, and content goes through the service', async () => {
    const sas = new URL(
      await world.container('photos').generateSasUrl({
        permissions: ContainerSASPermissions.parse('rl'),
        expiresOn: new Date(Date.now() + 3_600_000),
      }),
    )
    const credential = { type: 'Sas', token: sas.search }
    const containerUrl = `${sas.origin}${sas.pathname}`
    const put = ok(
      await lead('PUT', '/datastores/sas', { body: { type: 'AzureBlob', containerUrl, credential } }),
      201,
    )
    const signature = sas.searchParams.get('sig') ?? ''
    for (const reply of [put, await lead('GET', '/datastores/sas'), await lead('GET', '/datastores')])
      expect(reply.text).not.toContain(encodeURIComponent(signature))
    ok(
      await lead('PUT', '/datasets/sas', { body: { mediaType: 'Image', datastore: 'sas', path: '**' } }),
      201,
    )
    const [shown] = ok(await lead('GET', '/datasets/sas/preview'), 200).body.value
    ok(await world.nobody('GET', shown.contentUrl), 200)
    ok(await world.nobody('GET', shown.contentUrl, { headers: { range: 'bytes=0-3' } }), 206)

    const body = {
      mediaType: 'Image',
      taskType: 'MultiLabel',
      dataset: 'sas',
      labelClasses,
      allowNoClass: true,
    }
    await followed(ok(await lead('PUT', '/projects/sas', { body }), 201))
    const [item] = ok(await lead('GET', '/projects/sas/items'), 200).body.value
    const response = await fetch(item.contentUrl)
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(picture()))
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    ok(await world.nobody('GET', item.contentUrl), 200)
    const part = ok(await world.nobody('GET', item.contentUrl, { headers: { range: 'bytes=1-3' } }), 206)
    expect([part.text, part.headers.get('content-range')]).toEqual(['PNG', `bytes 1-3/${picture().length}`])
    const etag = response.headers.get('etag') ?? ''
    ok(await world.nobody('GET', item.contentUrl, { headers: { 'if-none-match': etag } }), 304)
    const forged = item.contentUrl.replace(/sig=.{4}/, 'sig=AAAA')
    expect((await world.nobody('GET', forged)).status).toBe(401)
    expect((await world.nobody('GET', `/projects/sas/items/${item.id}/content`)).status).toBe(401)
  })

  test('projects: create, read, change, pause, resume, members', async () => {
    const body = { mediaType: 'Image', taskType: 'MultiClass', dataset: 'photos', labelClasses }
    await followed(ok(await lead('PUT', '/projects/p', { body }), 201))
    ok(
      await lead('PUT', '/projects/p', {
        body: { ...body, displayName: 'P' },
        headers: await etagOf('/projects/p'),
      }),
      200,
    )
    const patch = {
      description: 'pets',
      instructions: { text: 'Look', url: 'https://example.org/how' },
      tags: { a: 'b' },
    }
    const changed = ok(
      await lead('PATCH', '/projects/p', { body: patch, headers: await etagOf('/projects/p') }),
      200,
    )
    expect(changed.body).toMatchObject({ ...patch, displayName: 'P', pageLease: 'PT30M' })
    expect(ok(await lead('POST', '/projects/p/pause'), 200).body.status).toBe('Paused')
    expect((await clara('POST', '/projects/p/pages', { body: { size: 1 } })).status).toBe(404)
    expect(ok(await lead('POST', '/projects/p/resume'), 200).body.status).toBe('Running')
    ok(await lead('PUT', '/projects/p/members/clara', { body: { role: 'Labeler' } }), 201)
    ok(await lead('PUT', '/projects/p/members/clara', { body: { role: 'Labeler' } }), 200)
    ok(await lead('PUT', '/projects/p/members/ben', { body: { role: 'Reviewer' } }), 201)
    ok(await lead('GET', '/projects/p/members/clara'), 200)
    expect((await lead('GET', '/projects/p/members')).body.value).toHaveLength(2)
    ok(await lead('DELETE', '/projects/p/members/ben'), 204)
    ok(await clara('GET', '/projects/p'), 200)
    expect((await clara('GET', '/projects')).body.value.map(({ name }: { name: string }) => name)).toEqual([
      'p',
    ])
    ok(await lead('GET', '/projects/p/progress'), 200)
  })

  test('people', () => keepAndDeleteName(world, 'p', { user: 'clara', name: 'Clara', person: clara }))

  test('labeling and review', async () => {
    const first = await page('p', 1)
    ok(await clara('GET', `/projects/p/pages/${first.id}`), 200)
    ok(await clara('POST', `/projects/p/pages/${first.id}/renew`), 200)
    const [held] = ok(await lead('GET', '/projects/p/pages'), 200).body.value
    expect(held).toMatchObject({ id: first.id, labeler: 'clara', items: 1 })
    ok(await clara('GET', `/projects/p/items/${first.items[0].id}/content`), 200)
    ok(await clara('POST', `/projects/p/pages/${first.id}/release`), 204)
    const both = await page('p')
    const submit = () => clara('POST', `/projects/p/pages/${both.id}/submit`, { body: cats(both.items) })
    ok(await submit(), 200)
    ok(await clara('POST', `/projects/p/pages/${both.id}/reopen`), 200)
    ok(await submit(), 200)
    expect((await page('p')).waiting).toBe('AllDone')
    const [one, other] = both.items
    await reviewBoth(world, 'p', both.items)
    const again = await page('p')
    ok(
      await clara('POST', `/projects/p/pages/${again.id}/submit`, {
        body: { answers: [{ item: other.id, skip: true, reason: 'dark' }] },
      }),
      200,
    )
    await readOwnWork(clara, lead, 'p', other.id)
    ok(await lead('POST', '/projects/p/accept-skips', { body: { items: [other.id] } }), 200)
    await restoreAndRemove(world, 'p', other)
    const item = ok(await lead('GET', `/projects/p/items/${one.id}`), 200)
    const headers = { 'if-match': item.headers.get('etag') ?? '' }
    const body = { labels: ['Dog/Poodle'] }
    const relabeled = ok(await lead('PUT', `/projects/p/items/${one.id}/label`, { body, headers }), 200)
    expect(relabeled.body).toMatchObject({ labels: ['Dog/Poodle'], labeledBy: 'lead' })
    expect(relabeled.body.history).toHaveLength(1)
    ok(await lead('GET', `/projects/p/items/${one.id}/content`), 200)
    // Their page is submitted: it is a reviewer's now.
    expect((await clara('GET', `/projects/p/items/${one.id}/content`)).status).toBe(404)
  })

  test('a request that is repeated with its key gets the first answer; with another body it is refused', async () => {
    const headers = { 'idempotency-key': 'abc' }
    const options = { body: { format: 'Csv' }, headers }
    const [first, second] = [
      await lead('POST', '/projects/p/exports', options),
      await lead('POST', '/projects/p/exports', options),
    ]
    expect([ok(first, 202).body.id, second.status]).toEqual([second.body.id, 202])
    const other = await lead('POST', '/projects/p/exports', { body: { format: 'Coco' }, headers })
    expect([other.status, other.code]).toEqual([422, 'IdempotencyKeyReused'])
    await followed(first)
  })

  test.each(['Coco', 'Dataset', 'Csv'])('export as %s, with its files', async (format) => {
    const started = ok(await lead('POST', '/projects/p/exports', { body: { format } }), 202)
    await followed(started)
    const done = ok(await lead('GET', `/projects/p/exports/${started.body.id}`), 200).body
    expect(done).toMatchObject({ status: 'Succeeded', exportedRowCount: 1 })
    for (const { name, size, contentUrl } of done.files as {
      name: string
      size: number
      contentUrl: string
    }[]) {
      expect((await (await fetch(contentUrl)).arrayBuffer()).byteLength).toBe(size)
      const path = `/projects/p/exports/${done.id}/files/${encodeURIComponent(name)}`
      const etag = ok(await lead('GET', path), 200).headers.get('etag') ?? ''
      expect(ok(await lead('HEAD', path), 200).headers.get('content-length')).toBe(String(size))
      ok(await lead('GET', path, { headers: { range: 'bytes=0-99999' } }), 206)
      ok(await lead('GET', path, { headers: { 'if-none-match': etag } }), 304)
    }
  })

  test('exports: list, cancel, labeled datasets', async () => {
    ok(await lead('GET', '/formats'), 200)
    ok(await lead('GET', '/projects/p/formats'), 200)
    ok(await lead('GET', '/projects/p/exports'), 200)
    const { body } = ok(await lead('POST', '/projects/p/exports', { body: { format: 'Csv' } }), 202)
    const canceled = await lead('POST', `/projects/p/exports/${body.id}/cancel`)
    // It may have been faster than we are; then it says so.
    if (canceled.status !== 200) expect(canceled.code).toBe('ExportFinished')
    const labeled = ok(await lead('GET', '/datasets/p-labeled'), 200).body
    expect(labeled).toMatchObject({ labeledBy: { project: 'p' }, version: 1 })
    expect(ok(await lead('GET', '/datasets/p-labeled/versions'), 200).body.value).toHaveLength(1)
  })

  test('exports: an age limit, and a deletion that takes files and version along', async () => {
    const limit = { body: { exportRetention: 'P90D' }, headers: await etagOf('/projects/p') }
    expect(ok(await lead('PATCH', '/projects/p', limit), 200).body).toMatchObject({ exportRetention: 'P90D' })
    const body = { format: 'Dataset', name: 'p-second' }
    const started = ok(await lead('POST', '/projects/p/exports', { body }), 202)
    await followed(started)
    const { id } = started.body
    expect(ok(await lead('GET', '/datasets/p-second'), 200).body).toMatchObject({ labeledBy: { export: id } })
    await followed(ok(await lead('DELETE', `/projects/p/exports/${id}`), 202))
    expect(await lead('GET', `/projects/p/exports/${id}`)).toMatchObject({ code: 'ExportNotFound' })
    expect(await lead('DELETE', `/projects/p/exports/${id}`)).toMatchObject({ status: 204 })
    expect(await lead('GET', '/datasets/p-second')).toMatchObject({ code: 'DatasetNotFound' })
    const since = { body: { format: 'Csv', since: id } }
    expect(await lead('POST', '/projects/p/exports', since)).toMatchObject({ code: 'ExportNotFound' })
  })

  test('refresh finds new files; delete takes everything along, and the name is free again', async () => {
    await world.upload('photos', ['a/5.png'])
    await followed(ok(await lead('POST', '/projects/p/refresh'), 202))
    expect((await lead('GET', '/projects/p/progress')).body.total).toBe(3)
    const recounted = await followed(ok(await lead('POST', '/projects/p/recount?repair=true'), 202))
    expect(recounted.body).toMatchObject({ done: 3, recount: { differenceCount: 0, repaired: false } })
    const headers = await etagOf('/projects/p')
    await followed(ok(await lead('DELETE', '/projects/p?deleteFiles=true', { headers }), 202))
    ok(await lead('DELETE', '/projects/p', { headers }), 204)
    expect((await lead('GET', '/projects/p')).status).toBe(404)
    expect(await lead('GET', '/datasets/p-labeled')).toMatchObject({ code: 'DatasetNotFound' })
    const operations = ok(await lead('GET', '/operations?project=p&maxpagesize=2'), 200).body
    expect(operations.value.map(({ work }: { work: string }) => work)).toEqual(['delete', 'recount'])
    const before = ok(await lead('GET', operations.nextLink), 200).body
    expect(before.value[0]).toMatchObject({ work: 'refresh', changes: { new: 1 }, files: { complete: true } })
    const told = ok(await lead('GET', '/projects/p/audit?maxpagesize=2'), 200).body
    expect(told.value[0]).toMatchObject({ action: 'DeleteProject', by: 'lead' })
    expect(ok(await lead('GET', told.nextLink), 200).body.value).toHaveLength(2)
    const body = { mediaType: 'Image', taskType: 'MultiClass', dataset: 'photos', labelClasses }
    await followed(ok(await lead('PUT', '/projects/p', { body }), 201))
    const progress = await lead('GET', '/projects/p/progress')
    expect(progress.body).toMatchObject({ total: 3, unlabeled: 3, labeled: 0, byLabeler: [] })
    expect((await lead('GET', '/projects/p/exports')).body.value).toEqual([])
    expect((await lead('GET', '/projects/p/members')).body.value).toEqual([])
  })

  test('no documented success was left out', () => {
    // What depends on who is faster, or on a storage that cannot sign, is not asked for.
    const optional = new Set(['cancelExport 200'])
    expect(world.contract.unseen().filter((key) => !optional.has(key))).toEqual([])
  })
})
