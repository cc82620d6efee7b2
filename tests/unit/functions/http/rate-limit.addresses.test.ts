import { describe, expect, it } from '@jest/globals'
import {
  addressLimitMessage,
  createRateLimit,
  signedLimitMessage,
} from '../../../../src/functions/http/rate-limit.ts'
import { createHttpApp } from '../../../support/http-app.ts'
import { httpSigner } from '../../../support/http-fakes.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { createServiceRoutes } from '../../../support/service-routes.ts'

const setUp = (burst: number, signedBurst = 1000) => {
  const clock = { now: 1_700_000_000_000 }
  const now = () => clock.now
  const store = createMemoryStore(now)
  const admitAddress = createRateLimit({
    perSecond: 1,
    burst,
    now,
    message: addressLimitMessage,
    maxCallers: 3,
  })
  const admitSigned = createRateLimit({ perSecond: 1, burst: signedBurst, now, message: signedLimitMessage })
  const corsOrigins = ['http://localhost:*']
  const app = createHttpApp(createServiceRoutes({ store, now }), {
    store,
    now,
    admitAddress,
    admitSigned,
    corsOrigins,
  })
  const ask = async (path: string, address: string, as?: string) => {
    const headers = { 'x-forwarded-for': address }
    const { status, headers: answered } = await app.send('GET', path, {
      headers,
      ...(as !== undefined && { as }),
    })
    return { status, retryAfter: answered['retry-after'], vary: answered['vary'] }
  }
  return { app, clock, ask }
}

const content = '/projects/none/items/0123456789abcdef0123456789abcdef/content?exp=1&sig=x'

describe('requests without a valid token', () => {
  it.each([
    ['a signed route', content, undefined, 401],
    ['a route without any check', '/health', undefined, 200],
    ['a token that is refused', '/projects', 'nobody:', 403],
    ['a path that does not exist', '/nothing', undefined, 404],
    ['a path that ends in a slash', '/projects/x/', undefined, 404],
    ['a path with an empty part', '/projects/x//items', undefined, 404],
    ['a path that hides dots', '/projects/%2e%2e%2fx', undefined, 404],
    ['a path that hides a separator, with a token', '/projects/a%252fb', 'ann:Labeler', 404],
    ['a signed route with a query that is not valid', content.replace('exp=1', 'exp=x'), undefined, 400],
    ['no token', '/projects', undefined, 401],
  ] as const)('are limited by address: %s', async (_, path, as, status) => {
    const { ask, clock } = setUp(2)
    for (const attempt of [1, 2])
      expect([attempt, await ask(path, '203.0.113.7', as)]).toMatchObject([attempt, { status }])
    expect(await ask(path, '203.0.113.7', as)).toEqual({ status: 429, retryAfter: '1', vary: 'Origin' })
    expect(await ask(path, '203.0.113.8', as)).toMatchObject({ status })
    clock.now += 1000
    expect(await ask(path, '203.0.113.7', as)).toMatchObject({ status })
  })

  it('share one limit over all routes, and what a caller writes into the header changes nothing', async () => {
    const { ask } = setUp(3)
    const paths = [content, '/health', '/nothing']
    for (const [index, path] of paths.entries())
      expect((await ask(path, `10.0.0.${index}, 203.0.113.7:${index}`)).status).not.toBe(429)
    expect(await ask('/health', '198.51.100.1, 203.0.113.7')).toMatchObject({ status: 429 })
  })

  it('of one IPv6 network share a limit, and those without an address have one', async () => {
    const { ask } = setUp(1)
    for (const [first, second] of [
      ['2001:db8::1', '2001:db8::ffff'],
      ['nonsense', ''],
    ] as const) {
      expect(await ask('/health', first)).toMatchObject({ status: 200 })
      expect(await ask('/health', second)).toMatchObject({ status: 429 })
    }
  })

  it('never use up the limit of callers with a token from the same address, and preflights are free', async () => {
    const { app, ask } = setUp(1)
    const address = '203.0.113.7'
    await ask('/health', address)
    expect(await ask('/health', address)).toMatchObject({ status: 429 })
    expect(await ask('/projects', address, 'ann:Labeler')).toMatchObject({ status: 200 })
    const preflight = {
      headers: {
        origin: 'http://localhost:1',
        'access-control-request-method': 'PUT',
        'x-forwarded-for': address,
      },
    }
    expect(await app.send('OPTIONS', '/projects/a', preflight)).toMatchObject({ status: 204 })
  })
})

describe('links that the service signed', () => {
  const item = '0123456789abcdef0123456789abcdef'
  const signed = async (exp: number) => ({
    item: `/projects/none/items/${item}/content?exp=${exp}&sig=${await httpSigner.sign(['link', 'item', 'none', item, `${exp}`])}~x`,
    file: `/datasets/none/content?path=a.png&exp=${exp}&sig=${await httpSigner.sign(['link', 'dataset', 'none', 'a.png', `${exp}`])}~x`,
  })

  it.each(['item', 'file'] as const)('have a limit that no stranger uses up: %s', async (kind) => {
    const { ask, clock } = setUp(1, 3)
    const address = '203.0.113.7'
    const path = (await signed(clock.now + 1000))[kind]
    await ask('/health', address)
    expect(await ask('/health', address)).toMatchObject({ status: 429 })
    for (const attempt of [1, 2, 3])
      expect([attempt, await ask(path, address)]).toMatchObject([attempt, { status: 401 }])
    expect(await ask(path, address)).toMatchObject({ status: 429, retryAfter: '1' })
    expect(await ask(path, '203.0.113.8')).toMatchObject({ status: 401 })
  })

  it('do not count as such once they are changed or have expired', async () => {
    const { ask, clock } = setUp(1)
    const { item: link, file } = await signed(clock.now)
    const { item: other } = await signed(clock.now + 1000)
    const address = '203.0.113.7'
    await ask('/health', address)
    for (const path of [link, file, other.replace('sig=', 'sig=A'), other.replace('/none/', '/many/')])
      expect([path, await ask(path, address)]).toMatchObject([path, { status: 429 }])
  })
})

it('the usual limit lets an office of forty labelers open a page of 50 images each at once', () => {
  const admit = createRateLimit({ perSecond: 200, burst: 2000, now: () => 0 })
  for (let image = 0; image < 40 * 50; image += 1) admit('203.0.113.7')
  expect(() => admit('203.0.113.7')).toThrow()
})
