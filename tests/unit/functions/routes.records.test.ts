import { describe, expect, it } from '@jest/globals'
import { projectName, userId } from '../../../src/domain/core/ids.ts'
import { exportRecordId } from '../../../src/domain/model/exports/export.ts'
import { exportId } from '../../../src/domain/core/ids.ts'
import { idempotencyRecords } from '../../../src/domain/model/idempotency/idempotency-record.ts'
import { itemIdOf } from '../../../src/domain/model/items/segment.ts'
import { projectPartition, projects, projectScope } from '../../../src/domain/model/projects/project.ts'
import { maxReviewItems } from '../../../src/domain/review/change-items.ts'
import { maxKept } from '../../../src/functions/http/route.ts'
import { samples, type Sample } from '../../support/access-requests.ts'
import { at, createAccessWorld, me, type AccessWorld } from '../../support/access-world.ts'
import { readAll } from '../../support/check-counters.ts'
import { createAllRoutes } from '../../support/all-routes.ts'

const all = createAllRoutes().routes.filter(({ method }) => method === 'POST')
const namesOf = (idempotent: 'ByItself' | 'Recorded') =>
  all.filter((route) => route.idempotent === idempotent).map(({ operation }) => operation)
type Operation = keyof typeof samples
const isOperation = (name: string): name is Operation => name in samples

const longName = `n${'x'.repeat(254)}`
const manyItems = Array.from({ length: maxReviewItems }, (_, index) => itemIdOf('store', `${index}`))

/** The parts that make a request of these operations as large as it can be. */
const largest: Readonly<Record<string, object>> = {
  approveItems: { items: manyItems },
  unapproveItems: {
    items: undefined,
    seen: manyItems.map((item) => ({ item, etag: `"${'x'.repeat(36)}"` })),
  },
  acceptSkips: { items: manyItems },
  rejectItems: { items: manyItems, comment: '\u0001'.repeat(2000) },
  removeItems: {
    filter: { pathPrefix: '\u0001'.repeat(1024) },
    expectedCount: 1e7,
    comment: 'x'.repeat(2000),
  },
  restoreItems: {
    filter: { pathPrefix: '\u0001'.repeat(1024) },
    expectedCount: 1e7,
    comment: 'x'.repeat(2000),
  },
  reviewItems: {
    filter: { pathPrefix: '\u0001'.repeat(1024) },
    expectedCount: 1e7,
    comment: 'x'.repeat(2000),
  },
  startExport: {
    format: 'Dataset',
    include: 'All',
    split: { train: 0.7, validation: 0.2, test: 0.1, seed: Number.MAX_SAFE_INTEGER },
    name: longName,
  },
}

const as = `${me}:Admin`
const longestKey = 'k'.repeat(255)

const sampleOf = (operation: string, world: AccessWorld): Sample => {
  if (!isOperation(operation)) throw new Error(`There is no request for ${operation}`)
  return samples[operation](world.own)
}

const sender = (operation: string, world: AccessWorld, changes?: object) => (key?: string) => {
  const { path, body, headers } = sampleOf(operation, world)
  return world.send('POST', path, {
    as,
    ...(body === undefined ? {} : { body: { ...body, ...changes } }),
    headers: { ...headers, ...(key === undefined ? {} : { 'idempotency-key': key }) },
  })
}

const recordsOf = async (world: AccessWorld) =>
  (await readAll(world.store, idempotencyRecords, `idempotency:${userId.parse(me)}`)).map(
    ({ document }) => document,
  )

/** Another project takes the name, as after a deletion. */
const replaceProject = async ({ store }: AccessWorld): Promise<void> => {
  const found = (await projects.read(store, projectPartition, projectName.parse('own')))!
  await store.batch('workspace', projectPartition, [
    { type: 'replace', document: { ...found.document, uid: 'anew' }, ifMatch: found.etag },
  ])
}

it('every POST repeats by itself or is recorded', () => {
  expect(namesOf('ByItself')).toEqual([
    'createUploadUrls',
    'takePage',
    'submitPage',
    'reopenPage',
    'renewPage',
    'releasePage',
    'cancelExport',
  ])
  expect(namesOf('Recorded').length + namesOf('ByItself').length).toBe(all.length)
})

describe.each(namesOf('Recorded'))('%s with a key', (operation) => {
  it('leaves a small record, however large the request is', async () => {
    const world = await createAccessWorld('Admin')
    const answer = await sender(operation, world, largest[operation])(longestKey)
    expect(answer.status).toBeLessThan(300)
    const [record, ...others] = await recordsOf(world)
    expect(others).toEqual([])
    if (record?.outcome.state !== 'Done') throw new Error('The request is not done')
    expect(record.outcome.kept?.length).toBeLessThanOrEqual(maxKept)
    expect(JSON.stringify(record).length).toBeLessThanOrEqual(4096)
    expect(JSON.stringify(record)).not.toMatch(/https?:/)
  })

  it('tells the same story again, once', async () => {
    const world = await createAccessWorld('Admin')
    const send = sender(operation, world)
    const first = await send('k')
    const audits = async () =>
      (await world.send('GET', '/projects/own/audit?maxpagesize=200', { as })).json['value']
    const before = await audits()
    const again = await send('k')
    expect(again).toMatchObject({ status: first.status, headers: { 'idempotent-replayed': 'true' } })
    expect(again.json).toEqual(first.json)
    expect(await audits()).toEqual(before)
  })

  it('is 404 after the project was deleted, or created again under the name', async () => {
    const world = await createAccessWorld('Admin')
    const send = sender(operation, world)
    await send('k')
    await replaceProject(world)
    const replayed = await send('k')
    expect(replayed).toMatchObject({ status: 404, json: { error: { code: 'ProjectNotFound' } } })
    expect(replayed.text).not.toMatch(/https?:/)
    const found = (await projects.read(world.store, projectPartition, projectName.parse('own')))!
    await world.store.batch('workspace', projectPartition, [
      { type: 'delete', id: found.document.id, ifMatch: found.etag },
    ])
    expect(await send('k')).toMatchObject({ status: 404, json: { error: { code: 'ProjectNotFound' } } })
  })
})

describe.each(namesOf('ByItself'))('%s with a key', (operation) => {
  it('leaves no record, and has the same response again', async () => {
    const world = await createAccessWorld('Admin')
    const send = sender(operation, world)
    const first = await send('k')
    expect(first.status).toBeLessThan(300)
    const again = await send('k')
    expect([again.status, again.json]).toEqual([first.status, first.json])
    expect(await send()).toMatchObject({ status: first.status })
    expect(await recordsOf(world)).toEqual([])
  })
})

describe('a replay shows what can be read now', () => {
  it('no URLs of an export that was deleted', async () => {
    const world = await createAccessWorld('Admin')
    const send = sender('startExport', world)
    const id = exportId.parse((await send('k')).json['id'])
    const scope = projectScope('u1')
    const { etag } = (await world.store.read('workspace', scope, exportRecordId(id)))!
    await world.store.batch('workspace', scope, [{ type: 'delete', id: exportRecordId(id), ifMatch: etag }])
    const replayed = await send('k')
    expect(replayed).toMatchObject({ status: 404, json: { error: { code: 'ExportNotFound' } } })
  })

  it('the present state of an export and of a project', async () => {
    const world = await createAccessWorld('Admin')
    const start = sender('startExport', world)
    const { json } = await start('k')
    await world.send('POST', `/projects/own/exports/${json['id'] as string}/cancel`, { as })
    expect(await start('k')).toMatchObject({ status: 202, json: { id: json['id'], status: 'Canceled' } })
    const pause = sender('pauseProject', world)
    expect(await pause('p')).toMatchObject({ json: { status: 'Paused' } })
    await sender('resumeProject', world)()
    expect(await pause('p')).toMatchObject({ status: 200, json: { status: 'Running' } })
  })

  it('no page that was submitted: the next page instead', async () => {
    const world = await createAccessWorld('Labeler')
    const next = (key: string) =>
      world.send('POST', '/projects/own/pages', {
        as: `${me}:Labeler`,
        body: { size: 1 },
        headers: { 'idempotency-key': key },
      })
    const first = await next('k')
    const [item] = first.json['items'] as { id: string; contentUrl: string }[]
    const submitted = await world.send('POST', `/projects/own/pages/${first.json['id'] as string}/submit`, {
      as: `${me}:Labeler`,
      body: { answers: [{ item: item!.id, labels: ['Cat'] }] },
    })
    expect(submitted.status).toBe(200)
    const again = await next('k')
    expect(again.json['id']).not.toBe(first.json['id'])
    expect(again.text).not.toContain(item!.id)
  })

  it('the results of a review for its items in any order', async () => {
    const world = await createAccessWorld('Reviewer')
    const approve = (items: readonly string[]) =>
      world.send('POST', '/projects/own/approve-items', {
        as: `${me}:Reviewer`,
        body: { items },
        headers: { 'idempotency-key': 'k' },
      })
    const { labeledItem, skippedItem } = world.own
    const missing = itemIdOf('store', `missing ${at}`)
    const asked = [labeledItem, skippedItem, missing]
    const outcomes = ['Accepted', 'WrongItemState', 'ItemNotFound']
    const told = ({ json }: Awaited<ReturnType<typeof approve>>) =>
      (json['results'] as { item: string; error?: { code: string } }[]).map(({ item, error }) => [
        item,
        error?.code ?? 'Accepted',
      ])
    const expected = (items: readonly string[]) =>
      items.map((item) => [item, outcomes[asked.indexOf(item as typeof missing)]])
    expect(told(await approve(asked))).toEqual(expected(asked))
    const turned = [missing, labeledItem, skippedItem, labeledItem]
    expect(told(await approve(turned))).toEqual(expected(turned.slice(0, 3)))
    expect(await approve(asked.slice(1))).toMatchObject({ status: 422 })
  })
})
