import { describe, expect, it } from '@jest/globals'
import type { Route } from '../../../src/functions/http/route.ts'
import { otherBodies, samples, type Sample } from '../../support/access-requests.ts'
import { createAccessWorld, me, type AccessWorld } from '../../support/access-world.ts'
import { createAllRoutes } from '../../support/all-routes.ts'
import { auditedIn, dumpStore } from '../../support/dump-store.ts'
import type { Answer, Send } from '../../support/http-app.ts'

// A request whose response was lost is sent again as it was: by the client, or by a layer below it that nobody asked.

type Changing = keyof typeof otherBodies

const isChanging = (operation: string): operation is Changing => Object.hasOwn(otherBodies, operation)

const changing = createAllRoutes().routes.filter(({ method }) => method !== 'GET' && method !== 'POST')
const routeOf = (operation: Changing): Route => {
  const route = changing.find((one) => one.operation === operation)
  if (!route) throw new Error(`${operation} has no route`)
  return route
}
const operations = changing.map(({ operation }) => operation).filter(isChanging)

const dump = ({ store }: AccessWorld) => dumpStore(store, ['u1', 'u2'])
const pathOf = (sample: Sample): string => sample.path.replace(/\/label$/, '')
const etagOf = async (world: AccessWorld, sample: Sample): Promise<string | undefined> =>
  (await world.send('GET', pathOf(sample), { as: `${me}:Admin` })).headers['etag']

const open = async (operation: Changing) => {
  const world = await createAccessWorld()
  const sample = samples[operation](world.own)
  const { method } = routeOf(operation)
  const body = sample.body === undefined ? undefined : { ...sample.body }
  const send = (headers: Send['headers'], changes: object = {}, user = me): Promise<Answer> =>
    world.send(method, sample.path, {
      as: `${user}:Admin`,
      ...(body && { body: { ...body, ...changes } }),
      headers: { 'x-ms-client-request-id': 'request-of-a-test', ...headers },
    })
  return { world, sample, send, etag: await etagOf(world, sample) }
}

it('each PUT, PATCH and DELETE has an entry', () => {
  expect(Object.keys(otherBodies).toSorted()).toEqual(changing.map(({ operation }) => operation).toSorted())
})

type Condition = 'none' | 'any' | 'present'

/** The conditions under which the sample of an operation is accepted. */
const conditionsOf = (operation: Changing): readonly Condition[] => {
  const { ifMatch, method } = routeOf(operation)
  const creates = method === 'PUT' && operation !== 'putProject' && operation !== 'labelItem'
  if (creates || ifMatch === undefined) return ['none']
  return ifMatch === 'Optional' ? ['none', 'any', 'present'] : ['any', 'present']
}

const conditionOf = (condition: Condition, etag: string | undefined): Send['headers'] => {
  if (condition === 'none') return {}
  if (etag === undefined) throw new Error('There is nothing to change')
  return { 'if-match': condition === 'any' ? '*' : etag }
}

describe('a request that is sent again', () => {
  const cases = operations.flatMap((operation) =>
    conditionsOf(operation).map((condition) => ({ operation, condition })),
  )

  it.each(cases)('has one effect and the same response: $operation, $condition', async (one) => {
    const { world, send, etag } = await open(one.operation)
    const headers = conditionOf(one.condition, etag)
    const before = await dump(world)
    const first = await send(headers)
    expect(first.status).toBeLessThan(300)
    const after = await dump(world)
    expect(auditedIn(after)).toHaveLength(auditedIn(before).length + 1)
    for (let times = 0; times < 2; times += 1) {
      const again = await send(headers)
      expect(again.status).toBe(first.status === 201 ? 200 : first.status)
      expect(again.json).toEqual(first.json)
      expect(again.headers['etag']).toBe(first.headers['etag'])
      expect(again.headers['operation-location']).toBe(first.headers['operation-location'])
      expect(await dump(world)).toEqual(after)
    }
  })

  it.each(cases)('also while the first one runs: $operation, $condition', async (one) => {
    const { world, send, etag } = await open(one.operation)
    const headers = conditionOf(one.condition, etag)
    const before = await dump(world)
    const both = await Promise.all([send(headers), send(headers)])
    expect(both.every(({ status }) => status < 300)).toBe(true)
    expect(both[0]?.json).toEqual(both[1]?.json)
    expect(auditedIn(await dump(world))).toHaveLength(auditedIn(before).length + 1)
  })
})

describe('a request that is sent again after another caller has changed the same', () => {
  const withBody = operations.filter((operation) => otherBodies[operation] !== null)

  it.each(withBody)('is refused, and changes nothing (%s)', async (operation) => {
    const { world, sample, send, etag } = await open(operation)
    const headers = etag === undefined ? {} : { 'if-match': etag }
    expect((await send(headers)).status).toBeLessThan(300)
    const other = await send({ 'if-match': '*' }, otherBodies[operation] ?? {}, 'other')
    expect(other.status).toBe(200)
    const after = await dump(world)
    const again = await send(headers)
    if (operation === 'labelItem') {
      // Its own mark tells that it was done: the response has the item as it is now.
      expect(again).toMatchObject({ status: 200, json: { labels: ['Dog'], labeledBy: 'other' } })
    } else if (routeOf(operation).ifMatch === 'Optional' && etag === undefined) {
      // Without a condition a member has the role that was asked for last.
      expect(again).toMatchObject({ status: 200, json: samples.putMember(world.own).body })
      return
    } else expect(again.status).toBe(etag === undefined ? 428 : 412)
    expect(await dump(world)).toEqual(after)
    // A read has a hash of its body, too.
    expect((await etagOf(world, sample))?.replace(/~[^"]*/, '')).toBe(other.headers['etag'])
  })

  const created = ['Datastore', 'Dataset', 'Member'] as const

  it.each(created)('does not delete what was created anew (delete%s)', async (name) => {
    const { world, sample, send, etag } = await open(`delete${name}`)
    if (etag === undefined) throw new Error('There is nothing to delete')
    expect((await send({ 'if-match': etag })).status).toBe(204)
    const { body } = samples[`put${name}`](world.own)
    expect(await world.send('PUT', sample.path, { as: 'other:Admin', body })).toMatchObject({ status: 201 })
    const after = await dump(world)
    expect(await send({ 'if-match': etag })).toMatchObject({ status: 412 })
    expect(await dump(world)).toEqual(after)
  })
})

describe('a condition that is not met', () => {
  const withBody = operations.filter((operation) => otherBodies[operation] !== null)

  it.each(withBody)('refuses a change, and nothing that is so already (%s)', async (operation) => {
    const { world, send, etag } = await open(operation)
    expect((await send(etag === undefined ? {} : { 'if-match': etag })).status).toBeLessThan(300)
    const before = await dump(world)
    expect((await send({ 'if-match': '"old"' })).status).toBe(200)
    expect((await send({ 'if-match': '"old"' }, otherBodies[operation] ?? {})).status).toBe(412)
    expect(await dump(world)).toEqual(before)
  })
})
