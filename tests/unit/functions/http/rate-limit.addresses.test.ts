import { describe, expect, it } from '@jest/globals'
import { createRateLimit, addressLimitMessage } from '../../../../src/functions/http/rate-limit.ts'
import { createHttpApp } from '../../../support/http-app.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { createServiceRoutes } from '../../../support/service-routes.ts'

const setUp = (burst: number) => {
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
  const corsOrigins = ['http://localhost:*']
  const app = createHttpApp(createServiceRoutes({ store, now }), { store, now, admitAddress, corsOrigins })
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

it('the usual limit lets an office of forty labelers open a page of 50 images each at once', () => {
  const admit = createRateLimit({ perSecond: 200, burst: 2000, now: () => 0 })
  for (let image = 0; image < 40 * 50; image += 1) admit('203.0.113.7')
  expect(() => admit('203.0.113.7')).toThrow()
})
