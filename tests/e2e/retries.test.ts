import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Person, Reply } from '../support/person.ts'
import type { ServiceWorld } from '../support/service-world.ts'
import { joinService } from '../support/shared-service.ts'
import { until } from '../support/until.ts'

let world: ServiceWorld
let lead: Person
let clara: Person

const ok = (reply: Reply, status: number): Reply => {
  if (reply.status !== status) throw new Error(`${reply.status}: ${reply.text}`)
  return reply
}
const key = (text: string) => ({ 'idempotency-key': text })

beforeAll(async () => {
  world = await joinService()
  lead = world.lead
  clara = await world.person('clara', 'Labeling.Labeler')
  await world.addProject('again', ['1.png', '2.png', '3.png', '4.png'], { taskType: 'MultiLabel' })
  ok(await lead('PUT', '/projects/again/members/clara', { body: { role: 'Labeler' } }), 201)
})

describe('a retry', () => {
  test('of a page request shows no page that was submitted since; of its submit, the same results', async () => {
    const next = () => clara('POST', '/projects/again/pages', { body: { size: 2 }, headers: key('page') })
    const first = ok(await next(), 200).body
    const submit = (labels: readonly string[]) =>
      clara('POST', `/projects/again/pages/${first.id}/submit`, {
        body: { answers: first.items.map(({ id }: { id: string }) => ({ item: id, labels })) },
        headers: key('submit'),
      })
    const results = ok(await submit(['Cat', 'Dog']), 200).body
    expect(ok(await submit(['Dog', 'Cat']), 200).body).toEqual(results)
    expect((await submit(['Dog'])).code).toBe('PageAlreadySubmitted')
    const again = ok(await next(), 200)
    expect(again.body.id).not.toBe(first.id)
    for (const { id } of first.items) expect(again.text).not.toContain(id)
  })

  test('of a review accepts what it has approved, in any order, with one entry in the audit', async () => {
    const { body } = ok(await lead('GET', '/projects/again/items?state=labeled'), 200)
    const items = body.value.map(({ id }: { id: string }) => id)
    const approve = (asked: readonly string[], headers = {}) =>
      lead('POST', '/projects/again/approve-items', { body: { items: asked }, headers })
    const first = ok(await approve(items, key('approve')), 200)
    const again = ok(await approve(items.toReversed(), key('approve')), 200)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(again.body.results).toEqual(first.body.results.toReversed())
    expect(ok(await approve(items), 200).body).toEqual(first.body)
    const audit = ok(await lead('GET', '/projects/again/audit'), 200).body.value
    expect(audit.filter(({ action }: { action: string }) => action === 'ApproveItems')).toHaveLength(1)
  })

  test('of a label on the ETag that it replaced returns the item', async () => {
    const { body } = ok(await lead('GET', '/projects/again/items?state=approved'), 200)
    const path = `/projects/again/items/${body.value[0].id}`
    const etag = ok(await lead('GET', path), 200).headers.get('etag') ?? ''
    const relabel = (labels: readonly string[]) =>
      lead('PUT', `${path}/label`, { body: { labels }, headers: { 'if-match': etag } })
    const first = ok(await relabel(['Cat']), 200)
    const again = ok(await relabel(['Cat']), 200)
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'))
    expect(again.body.history).toEqual(first.body.history)
    expect((await relabel(['Dog'])).code).toBe('PreconditionFailed')
  })

  test('of an export that was deleted shows no files and starts nothing', async () => {
    const start = () =>
      lead('POST', '/projects/again/exports', { body: { format: 'Csv' }, headers: key('deleted') })
    const started = ok(await start(), 202)
    await world.waitFor(started.headers.get('operation-location'))
    const path = `/projects/again/exports/${started.body.id}`
    const removed = await lead('DELETE', path)
    await world.waitFor(removed.headers.get('operation-location'))
    expect((await lead('GET', path)).code).toBe('ExportNotFound')
    const replayed = await start()
    expect([replayed.status, replayed.code]).toEqual([404, 'ExportNotFound'])
    expect(replayed.text).not.toContain('http')
    expect(ok(await lead('GET', '/projects/again/exports'), 200).body.value).toEqual([])
  })

  test('in a project that was deleted and created again shows and starts nothing', async () => {
    const start = () =>
      lead('POST', '/projects/again/exports', { body: { format: 'Csv' }, headers: key('export') })
    const started = ok(await start(), 202)
    await world.waitFor(started.headers.get('operation-location'))
    expect(ok(await start(), 202).body).toMatchObject({ id: started.body.id, status: 'Succeeded' })
    const { headers } = ok(await lead('GET', '/projects/again'), 200)
    const removed = await lead('DELETE', '/projects/again', {
      headers: { 'if-match': headers.get('etag') ?? '' },
    })
    await world.waitFor(removed.headers.get('operation-location'))
    expect((await start()).code).toBe('ProjectNotFound')
    const body = {
      mediaType: 'Image',
      taskType: 'MultiLabel',
      dataset: 'again',
      labelClasses: [{ name: 'Cat' }],
    }
    await until(
      () => lead('PUT', '/projects/again', { body }),
      ({ status }) => status === 201,
    )
    const replayed = await start()
    expect([replayed.status, replayed.code]).toEqual([404, 'ProjectNotFound'])
    expect(replayed.text).not.toContain('http')
    expect(ok(await lead('GET', '/projects/again/exports'), 200).body.value).toEqual([])
  })
})
