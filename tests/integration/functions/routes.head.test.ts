import { describe, expect, it } from '@jest/globals'
import { createAccessWorldOn, type AccessWorld } from '../../support/access-world.ts'
import type { Answer } from '../../support/http-app.ts'
import { createMemoryStore } from '../../support/memory-store.ts'
import { createServiceRoutes } from '../../support/service-routes.ts'
import { asAdmin, engines, sampleOf } from './engines.ts'

// The cases are the table of routes: each that is read.

const routes = createServiceRoutes({ store: createMemoryStore(() => 0), now: () => 0 })
const reads = routes.filter(({ method }) => method === 'GET')
const others = routes.filter(({ method }) => method !== 'GET')

/** Every header but the length, which the host adds to a response with a body. */
const headersOf = ({ headers }: Answer): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'content-length'))

const expectSame = (head: Answer, get: Answer): void => {
  expect(head).toMatchObject({ status: get.status, text: '' })
  expect(headersOf(head)).toEqual(headersOf(get))
  expect(head.headers['content-length'] ?? '0').toBe(
    get.headers['content-length'] ?? String(Buffer.byteLength(get.text)),
  )
}

describe.each(Object.entries(engines))('with %s', (_, open) => {
  let worlds: Promise<readonly [AccessWorld, AccessWorld]> | undefined
  /** With a storage that signs URLs, and with one that does not. */
  const openWorlds = () =>
    (worlds ??= Promise.all([createAccessWorldOn(open(), true), createAccessWorldOn(open(), false)]))

  it.each(reads)('HEAD of $operation is its GET without a body', async ({ operation }) => {
    const [signing, plain] = await openWorlds()
    // A signed URL of the storage is no route.
    for (const world of operation === 'getDatasetContent' ? [plain] : [signing, plain]) {
      const sample = await sampleOf(world, operation)
      const get = await world.send('GET', sample.path, asAdmin(sample))
      expect(get.status).toBeLessThan(400)
      expectSame(await world.send('HEAD', sample.path, asAdmin(sample)), get)
    }
  })

  it.each(reads)('HEAD of $operation is refused as its GET is', async ({ operation, access }) => {
    const [, world] = await openWorlds()
    const sample = await sampleOf(world, operation)
    const query = `${sample.path}${sample.path.includes('?') ? '&' : '?'}unknown=1`
    const id = { 'x-ms-client-request-id': 'request-of-a-test' }
    for (const [path, options] of [
      [query, asAdmin(sample)],
      ...(access === 'Anyone' || access === 'Signature'
        ? []
        : [[sample.path, { headers: id }] as const, [sample.path, { as: 'nobody:', headers: id }] as const]),
    ] as const) {
      const get = await world.send('GET', path, options)
      expect(get.status).toBeGreaterThanOrEqual(400)
      expectSame(await world.send('HEAD', path, options), get)
    }
  })

  it.each(reads)('HEAD of $operation revalidates, if its GET does', async ({ operation }) => {
    const [, world] = await openWorlds()
    const sample = await sampleOf(world, operation)
    const { headers } = await world.send('HEAD', sample.path, asAdmin(sample))
    const conditional = asAdmin(sample, { 'if-none-match': headers['etag'] ?? '"none"' })
    const get = await world.send('GET', sample.path, conditional)
    expect(get.status).toBe(headers['etag'] === undefined ? 200 : 304)
    expectSame(await world.send('HEAD', sample.path, conditional), get)
  })

  it('HEAD has no range: it tells of the whole file', async () => {
    const [, world] = await openWorlds()
    for (const operation of ['getItemContent', 'getExportFile', 'getDatasetContent']) {
      const sample = await sampleOf(world, operation)
      const range = { range: 'bytes=0-0', 'if-range': '"other"' }
      const get = await world.send('GET', sample.path, asAdmin(sample))
      expectSame(await world.send('HEAD', sample.path, asAdmin(sample, range)), get)
    }
  })
})

it.each(others)('HEAD does nothing of $operation', async ({ operation, path }) => {
  const world = await createAccessWorldOn(createMemoryStore(() => 0))
  const { path: url } = await sampleOf(world, operation)
  const { status, text } = await world.send('HEAD', url, asAdmin({ path: url }))
  const isRead = reads.some((read) => read.path === path)
  if (!isRead) expect({ status, text }).toEqual({ status: 405, text: '' })
  else expect([200, 404]).toContain(status)
})
