import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { createServiceClock } from '../../../../src/adapters/cosmos/service-clock.ts'
import { checkProperty } from '../../../support/property.ts'

const hour = 3_600_000
const header = (at: number): string => new Date(at).toUTCString()

describe('the clock of the database', () => {
  it('is the local one until a response shows a difference', () => {
    const clock = createServiceClock()
    for (const date of [undefined, '', 'yesterday']) clock.observe(date, 0, 10)
    expect(clock.difference()).toBe(0)
    clock.observe(header(hour), hour, hour + 20)
    clock.observe(header(hour), hour + 999, hour + 1400)
    expect(clock.difference()).toBe(0)
  })

  it.each([2 * hour, -2 * hour, 3000, -3000])(
    'is found at a difference of %i ms, and lost again',
    (ahead) => {
      const clock = createServiceClock()
      const local = 100 * hour
      clock.observe(header(local + ahead), local, local + 30)
      expect(Math.abs(clock.difference() - ahead)).toBeLessThanOrEqual(1000)
      const found = clock.difference()
      clock.observe(header(local + ahead + 700), local + 700, local + 705)
      expect(clock.difference()).toBe(found)
      clock.observe(header(local + hour), local + hour, local + hour + 30)
      expect(Math.abs(clock.difference())).toBeLessThan(2000)
    },
  )

  it('learns little from a slow response, and nothing from a local clock that was set back on the way', () => {
    const clock = createServiceClock()
    clock.observe(header(hour), hour - 20_000, hour)
    expect(clock.difference()).toBe(0)
    clock.observe(header(hour), hour, hour - 600_000)
    expect(clock.difference()).toBe(0)
  })

  it('differs by at most 2 s and half a round trip, whatever clocks and networks do', async () => {
    const observation = fc.record({
      wait: fc.nat(10_000),
      there: fc.nat(400),
      back: fc.nat(400),
      ahead: fc.constantFrom(-2 * hour, -2100, -1000, 0, 0, 900, 1999, 2100, 2 * hour),
    })
    await checkProperty(
      'service-clock',
      fc.asyncProperty(fc.array(observation), async (all) => {
        const clock = createServiceClock()
        let real = 1_700_000_000_000
        for (const { wait, there, back, ahead } of all) {
          real += wait
          const sent = real - ahead
          real += there
          const date = header(real)
          real += back
          clock.observe(date, sent, real - ahead)
          expect(Math.abs(clock.difference() - ahead)).toBeLessThanOrEqual(2500 + there + back)
        }
      }),
    )
  })
})
