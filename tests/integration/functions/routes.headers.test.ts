import { describe, expect, it } from '@jest/globals'
import { bareEtag, writeEtag } from '../../../src/domain/core/etag.ts'
import type { Store } from '../../../src/domain/ports/store.ts'
import type { Route } from '../../../src/functions/http/route.ts'
import { otherBodies } from '../../support/access-requests.ts'
import { createAccessWorldOn, me, type AccessWorld } from '../../support/access-world.ts'
import type { Answer, Send } from '../../support/http-app.ts'
import { createMemoryStore } from '../../support/memory-store.ts'
import { createServiceRoutes } from '../../support/service-routes.ts'
import { asAdmin, engines, sampleOf } from './engines.ts'

// The ETags of Cosmos DB have the quotes of HTTP, those of SQLite have none. The cases are the table of routes.

const routes = createServiceRoutes({ store: createMemoryStore(() => 0), now: () => 0 })
const documents = (route: Route, header: string): boolean =>
  Object.entries(route.responses).some(
    ([status, { headers }]) => status !== '304' && headers?.some((name) => name === header),
  )
const tagged = routes.filter((route) => documents(route, 'ETag'))
const reads = tagged.filter(({ method }) => method === 'GET')
const changes = tagged.filter(({ method }) => method !== 'GET')
const puts = routes.filter(({ method }) => method === 'PUT')
/** The lists of what has an ETag. */
const lists = routes.filter(
  ({ method, path }) =>
    method === 'GET' &&
    reads.some(
      (read) =>
        read.responses[200]?.body &&
        read.path.startsWith(`${path}/{`) &&
        !read.path.slice(path.length + 1).includes('/'),
    ),
)
const conditional = routes.filter(({ ifMatch }) => ifMatch !== undefined)

const headerOf = ({ headers }: Answer, header: string): readonly string[] =>
  Object.entries(headers)
    .filter(([name]) => name.toLowerCase() === header)
    .map(([, value]) => value)

/** The one ETag of an answer, in the form of HTTP. */
const etagOf = (answer: Answer): string => {
  expect(headerOf(answer, 'etag')).toEqual([expect.stringMatching(/^"[\x21\x23-\x7e]+"$/)])
  return headerOf(answer, 'etag')[0] ?? ''
}

/** What `If-Match` compares: without the hash of a body. */
const storedPart = (etag: string): string => bareEtag(etag).replace(/~.*$/, '')

const matches = (template: string, path: string): boolean => {
  const [parts, segments] = [template.split('/'), path.split('?', 1)[0]?.split('/') ?? []]
  return (
    (parts.length === segments.length || template.includes('{*')) &&
    parts.every((part, index) => part.startsWith('{') || part === segments[index])
  )
}

/** The path where the ETag of the resource is read that a request changes: `…/items/i` for `…/items/i/label`. */
const resourceOf = (path: string): string => {
  const found = [path, path.slice(0, path.lastIndexOf('/'))].find((one) =>
    reads.some((read) => matches(read.path, one)),
  )
  if (found === undefined) throw new Error(`There is no route that reads the ETag of ${path}`)
  return found
}

it('the table has ETags and conditions', () => {
  expect(
    [reads.length, changes.length, conditional.length, puts.length, lists.length].every((count) => count > 4),
  ).toBe(true)
})

describe.each(Object.entries(engines))('with %s', (_, open) => {
  let reading: Promise<AccessWorld> | undefined
  const openReading = () => (reading ??= createAccessWorldOn(open(), false))

  it.each(reads)('$operation has an ETag that If-None-Match compares', async (route) => {
    const world = await openReading()
    const sample = await sampleOf(world, route.operation)
    const read = (headers?: Send['headers']) => world.send('GET', sample.path, asAdmin(sample, headers))
    const first = await read()
    expect(first).toMatchObject({ status: 200 })
    const etag = etagOf(first)
    expect(etagOf(await read({ 'if-none-match': '"other"' }))).toBe(etag)
    for (const condition of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await read({ 'if-none-match': condition })
      expect(again).toMatchObject({ status: 304, text: '' })
      expect(etagOf(again)).toBe(etag)
    }
  })

  it.each(changes)('$operation answers the ETag that is read then', async ({ operation, method }) => {
    const world = await createAccessWorldOn(open())
    const sample = await sampleOf(world, operation)
    const changed = await world.send(method, sample.path, asAdmin(sample))
    expect(changed.status).toBeLessThan(300)
    const read = await world.send('GET', resourceOf(sample.path), { as: `${me}:Admin` })
    expect(storedPart(etagOf(changed))).toBe(storedPart(etagOf(read)))
    for (const answer of [changed, read])
      expect(answer.json['etag']).toBe(writeEtag(storedPart(etagOf(answer))))
  })

  it.each(lists)(
    '$path has the ETag of each entry, as it is read alone and taken by If-Match',
    async ({ operation, path }) => {
      const world = await openReading()
      const { json } = await world.send('GET', (await sampleOf(world, operation)).path, { as: `${me}:Admin` })
      const entries = json['value'] as readonly Readonly<Record<string, string>>[]
      expect(entries.length).toBeGreaterThan(0)
      for (const { name, user, id, etag } of entries) {
        const one = path.replace('{project}', world.own.project)
        const read = await world.send('GET', `${one}/${user ?? name ?? id ?? ''}`, { as: `${me}:Admin` })
        expect(writeEtag(storedPart(etagOf(read)))).toBe(etag)
        expect(read.json['etag']).toBe(etag)
      }
    },
  )

  it.each(conditional)('$operation takes the ETag that is read, and no other', async (route) => {
    const { operation, method, ifMatch } = route
    const world = await createAccessWorldOn(open())
    const sample = await sampleOf(world, operation)
    const changes = Object.entries(otherBodies).find(([name]) => name === operation)?.[1]
    const changed = changes ? { ...sample, body: { ...(sample.body as object), ...changes } } : sample
    const send = (condition: string) =>
      world.send(method, changed.path, asAdmin(changed, { 'if-match': condition }))
    // What a PUT is about has to exist first.
    if (method === 'PUT' && ifMatch !== 'Required')
      expect((await world.send(method, sample.path, asAdmin(sample))).status).toBeLessThan(300)
    const read = await world.send('GET', resourceOf(sample.path), { as: `${me}:Admin` })
    const etag = etagOf(read)
    for (const other of ['"other"', writeEtag(`${storedPart(etag)}0`), '"*"', '""'])
      expect(await send(other)).toMatchObject({ status: 412 })
    for (const invalid of [bareEtag(etag), `"${etag}"`, `${etag}, "other"`])
      expect(await send(invalid)).toMatchObject({ status: 400 })
    expect((await send(`W/${etag}`)).status).toBeLessThan(300)
  })

  const repeatable = routes.filter(({ method }) => method !== 'GET' && method !== 'POST')

  it.each(repeatable)('$operation has the same response when it is sent again', async (route) => {
    const { operation, method, ifMatch } = route
    const world = await createAccessWorldOn(open())
    const sample = await sampleOf(world, operation)
    const condition =
      ifMatch === 'Required' || operation === 'putProject'
        ? { 'if-match': etagOf(await world.send('GET', resourceOf(sample.path), { as: `${me}:Admin` })) }
        : {}
    const send = () => world.send(method, sample.path, asAdmin(sample, condition))
    const first = await send()
    expect(first.status).toBeLessThan(300)
    const again = await send()
    expect(again.status).toBe(first.status === 201 ? 200 : first.status)
    expect(again.json).toEqual(first.json)
    for (const name of ['etag', 'operation-location'])
      expect(headerOf(again, name)).toEqual(headerOf(first, name))
  })

  it.each(puts)('$operation with If-None-Match: * creates, and changes nothing', async (route) => {
    const { operation, ifMatch } = route
    const world = await createAccessWorldOn(open())
    const sample = await sampleOf(world, operation)
    const send = (headers: Send['headers']) => world.send('PUT', sample.path, asAdmin(sample, headers))
    const read = () => world.send('GET', resourceOf(sample.path), { as: `${me}:Admin` })
    if (ifMatch !== 'Required' && (await read()).status === 404) {
      const both = await Promise.all([send({ 'if-none-match': '*' }), send({ 'if-none-match': '*' })])
      expect(both.map(({ status }) => status).toSorted()).toEqual([201, 412])
    }
    const etag = etagOf(await read())
    for (const condition of [{}, { 'if-match': '*' }, { 'if-match': etag }])
      expect(await send({ ...condition, 'if-none-match': '*' })).toMatchObject({
        status: 412,
        json: { error: { code: 'PreconditionFailed', target: 'If-None-Match' } },
      })
    expect(await send({ 'if-none-match': etag })).toMatchObject({ status: 400 })
    expect(etagOf(await read())).toBe(etag)
  })
})

const readWorlds = new Map<() => Store, Promise<AccessWorld>>()

/** Reads share a world of their engine; a change has its own. */
const worldFor = (open: () => Store, { operation, method }: Route): Promise<AccessWorld> => {
  // A signed URL would be that of the storage, which is no route.
  if (operation === 'getDatasetContent') return createAccessWorldOn(open(), false)
  if (method !== 'GET') return createAccessWorldOn(open())
  const world = readWorlds.get(open) ?? createAccessWorldOn(open())
  readWorlds.set(open, world)
  return world
}

/** Every header of a sample's answer; an ETag differs with each write. */
const headersOn = async (open: () => Store, route: Route) => {
  const { operation, method } = route
  const world = await worldFor(open, route)
  const sample = await sampleOf(world, operation)
  const answer = await world.send(method, sample.path, asAdmin(sample))
  const named = Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  const headers = Object.fromEntries(named)
  return {
    status: answer.status,
    headers: { ...headers, ...('etag' in headers && { etag: etagOf(answer).replace(/[^"]+/, '…') }) },
  }
}

const bound = ['ETag', 'Location', 'Operation-Location', 'Retry-After'] as const

describe('the headers of an answer', () => {
  it.each(routes)('are the same with each engine, and documented ($operation)', async (route) => {
    const [first, ...others] = await Promise.all(Object.values(engines).map((open) => headersOn(open, route)))
    if (!first) throw new Error('There is no engine')
    for (const other of others) expect(other).toEqual(first)
    const documented = route.responses[first.status]?.headers ?? []
    const sent = bound.filter((name) => Object.hasOwn(first.headers, name.toLowerCase()))
    // A page that there is has no time to ask again.
    const expected = bound.filter((name) => documented.includes(name))
    expect(sent).toEqual(route.operation === 'takePage' ? [] : expected)
    if (first.status === 202)
      expect(Object.entries(first.headers)).toContainEqual([
        'retry-after',
        expect.stringMatching(/^[1-9]\d*$/),
      ])
  })
})
