import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { isDomainError } from '../../../../src/domain/core/errors.ts'
import { userId } from '../../../../src/domain/core/ids.ts'
import { createRateLimit } from '../../../../src/functions/http/rate-limit.ts'
import { createAccessWorld } from '../../../support/access-world.ts'
import { createHttpApp } from '../../../support/http-app.ts'
import { checkProperty } from '../../../support/property.ts'

const [ann, bob] = [userId.parse('ann'), userId.parse('bob')]

/** Seconds to wait; 0: admitted. */
const ask = (admit: ReturnType<typeof createRateLimit>, user = ann): number => {
  try {
    admit(user)
    return 0
  } catch (error) {
    if (!isDomainError(error, 'TooManyRequests') || error.retryAfter === undefined) throw error
    return error.retryAfter
  }
}

describe('the limit of one caller', () => {
  it('lets a burst pass, then as many as trickle in, and never takes another caller’s', () => {
    let now = 0
    const admit = createRateLimit({ perSecond: 2, burst: 3, now: () => now })
    expect([ask(admit), ask(admit), ask(admit)]).toEqual([0, 0, 0])
    expect(ask(admit)).toBe(0.5)
    expect(ask(admit, bob)).toBe(0)
    now += 499
    expect(ask(admit)).toBeGreaterThan(0)
    now += 1
    expect([ask(admit), ask(admit)]).toEqual([0, 0.5])
    now += 3_600_000
    expect([1, 2, 3, 4].map(() => ask(admit) > 0)).toEqual([false, false, false, true])
  })

  it('never admits more than burst + time × rate, and always whoever waited as told', async () => {
    await checkProperty(
      'rate-limit',
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer({ min: -500, max: 2000 }), { maxLength: 60 }),
        (perSecond, burst, steps) => {
          let now = 10_000
          let latest = now
          let admitted = 0
          let passed = 0
          const admit = createRateLimit({ perSecond, burst, now: () => now })
          for (const step of steps) {
            now += step
            passed += Math.max(0, step)
            latest = Math.max(latest, now)
            const wait = ask(admit)
            if (wait === 0) admitted += 1
            else {
              const ms = Math.ceil(wait * 1000)
              now += ms
              passed += ms
              expect(ask(admit)).toBe(0)
              admitted += 1
            }
          }
          expect(admitted).toBeLessThanOrEqual(burst + (passed / 1000) * perSecond + 1e-6)
        },
      ),
    )
  })

  it('remembers a bounded number of callers', () => {
    const admit = createRateLimit({ perSecond: 1, burst: 1, now: () => 0, maxCallers: 2 })
    for (const name of ['a', 'b', 'c']) expect(ask(admit, userId.parse(name))).toBe(0)
    expect(ask(admit, userId.parse('c'))).toBeGreaterThan(0)
    expect(ask(admit, userId.parse('a'))).toBe(0)
  })

  it('is 429 with Retry-After in whole seconds, before anything is read, for whoever is known by a token', async () => {
    const { routes, store } = await createAccessWorld()
    const app = createHttpApp(routes, {
      store,
      admit: createRateLimit({ perSecond: 1, burst: 1, now: () => 0 }),
    })
    const get = (as?: string) => app.send('GET', '/projects', as === undefined ? {} : { as })
    expect((await get('ann:Labeler')).status).toBe(200)
    expect(await get('ann:Labeler')).toMatchObject({
      status: 429,
      headers: { 'retry-after': '1', 'x-ms-error-code': 'TooManyRequests' },
    })
    expect((await get('bob:Labeler')).status).toBe(200)
    for (let n = 0; n < 3; n += 1) expect((await get()).status).toBe(401)
    for (let n = 0; n < 3; n += 1) expect((await app.send('GET', '/health')).status).toBe(200)
  })
})
