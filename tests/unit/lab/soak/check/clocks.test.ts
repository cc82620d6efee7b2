import { describe, expect, it } from '@jest/globals'
import { readClocks } from '../../../../../lab/soak/check/clocks.ts'
import type { ClockChange } from '../../../../../lab/soak/history/record.ts'

const change = (at: number, offset?: number, instance = 0): ClockChange => ({
  event: 'clock',
  at,
  instance,
  ...(offset === undefined ? {} : { offset }),
})

describe('the clocks of a run', () => {
  it('are right if none ever changed', () => {
    const clocks = readClocks([], 1000)
    expect(clocks.timeOf(5)).toBe(5)
    expect(clocks.spanOf(1, 9)).toMatchObject({ offset: 0 })
  })

  it('tell the time of a stamp, and nothing of stamps from the change itself', () => {
    const clocks = readClocks([change(100), change(110, 5000), change(200), change(210, 0)], 1000)
    expect(clocks.timeOf(90)).toBe(90)
    expect(clocks.timeOf(5150)).toBe(150)
    expect(clocks.timeOf(105)).toBeUndefined()
    expect(clocks.timeOf(905)).toBe(905)
    expect(clocks.spanOf(90, 105)).toBeUndefined()
    expect(clocks.spanOf(120, 130)).toEqual({ from: 110, to: 200, offset: 5000 })
  })

  it('leave a stamp open that can be of two times', () => {
    const clocks = readClocks([change(100), change(110, 50), change(200), change(210, 0)], 1000)
    expect(clocks.timeOf(240)).toBeUndefined()
    expect(clocks.timeOf(400)).toBe(400)
  })

  it('say nothing while two instances do not agree', () => {
    const clocks = readClocks(
      [change(100, undefined, 0), change(110, 70, 0), change(150, undefined, 1), change(160, 70, 1)],
      1000,
    )
    expect(clocks.spanOf(120, 130)).toBeUndefined()
    expect(clocks.spanOf(170, 180)).toMatchObject({ offset: 70 })
  })
})
