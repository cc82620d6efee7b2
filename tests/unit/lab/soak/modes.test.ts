import { describe, expect, it } from '@jest/globals'
import { modeFor } from '../../../../lab/soak/modes.ts'
import { createRandom } from '../../../../lab/soak/random.ts'

const hour = 3_600_000
const shifts = (instances: 1 | 2): number[] => {
  const { clocks } = modeFor(instances, createRandom(1))
  const random = createRandom(2)
  return Array.from({ length: 300 }, () => clocks.shift(random))
}

describe('the modes of the soak', () => {
  it.each([1, 2] as const)(
    'set clocks of %i instances wrong to both sides, by two hours at most',
    (instances) => {
      const all = shifts(instances)
      expect(Math.max(...all)).toBeGreaterThan(hour)
      expect(Math.min(...all)).toBeLessThan(-hour)
      expect(Math.max(...all.map(Math.abs))).toBeLessThanOrEqual(2 * hour)
    },
  )

  it('set a clock wrong by seconds, too, where stamps follow the clock of the process', () => {
    expect(Math.min(...shifts(1).map(Math.abs))).toBeLessThan(60_000)
    expect(modeFor(1, createRandom(1)).clocks.stored(5000)).toBe(5000)
  })

  it('let stamps of instances on one database never look like those of another time of the run', () => {
    expect(Math.min(...shifts(2).map(Math.abs))).toBeGreaterThan(hour / 4)
    const { clocks, ahead, draw } = modeFor(2, createRandom(1))
    expect(clocks.stored(5000)).toBe(0)
    const [one = 0, two = 0] = ahead
    expect(one - two).toBeGreaterThan(60_000)
    expect(draw).not.toContain('full')
  })
})
