import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { parseSchedule } from '../../../../../local/host/timer/ncrontab.ts'
import { checkProperty } from '../../../../support/property.ts'

const at = (text: string) => new Date(text)
const next = (schedule: string, from: string, count = 1): string[] => {
  const found: string[] = []
  for (let time = parseSchedule(schedule).next(at(from)); time !== undefined && found.length < count;) {
    const pad = (value: number) => String(value).padStart(2, '0')
    const day = `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())}`
    found.push(`${day} ${pad(time.getHours())}:${pad(time.getMinutes())}:${pad(time.getSeconds())}`)
    time = parseSchedule(schedule).next(time)
  }
  return found
}

describe('parseSchedule', () => {
  test.each([
    ['* * * * * *', '2026-01-01T00:00:00', ['2026-01-01 00:00:01', '2026-01-01 00:00:02']],
    ['0 */5 * * * *', '2026-01-01T00:05:00', ['2026-01-01 00:10:00', '2026-01-01 00:15:00']],
    ['0 5/15 * * * *', '2026-01-01T00:06:00', ['2026-01-01 00:20:00', '2026-01-01 00:35:00']],
    ['0 0 4 * * *', '2026-12-31T04:00:00', ['2027-01-01 04:00:00', '2027-01-02 04:00:00']],
    ['30 15 10 1,15 * *', '2026-02-10T00:00:00', ['2026-02-15 10:15:30', '2026-03-01 10:15:30']],
    ['0 0 0 31 * *', '2026-01-31T12:00:00', ['2026-03-31 00:00:00', '2026-05-31 00:00:00']],
    ['0 0 0 29 2 *', '2026-01-01T00:00:00', ['2028-02-29 00:00:00', '2032-02-29 00:00:00']],
    // The 13th AND a Friday, not either of them.
    ['0 0 0 13 * Fri', '2026-01-01T00:00:00', ['2026-02-13 00:00:00', '2026-03-13 00:00:00']],
    // Fri-Sun counts backwards: Sunday to Friday, so without Saturday.
    ['0 0 0 * * Fri-Sun', '2026-01-01T00:00:00', ['2026-01-02 00:00:00', '2026-01-04 00:00:00']],
    ['0 0 0 1 feb-ap Mon', '2026-01-01T00:00:00', ['2027-02-01 00:00:00', '2027-03-01 00:00:00']],
    ['0 0 9-17/4 * * mon-fri', '2026-01-02T14:00:00', ['2026-01-02 17:00:00', '2026-01-05 09:00:00']],
  ])('%s from %s', (schedule, from, expected) => {
    expect(next(schedule, from, expected.length)).toEqual(expected)
  })

  test('has no time for a date that never comes', () => {
    expect(parseSchedule('0 0 0 31 2 *').next(at('2026-01-01T00:00:00'))).toBeUndefined()
  })

  test.each([
    '',
    '* * * *',
    '*/5 * * * *',
    '01:00:00',
    '* * * * * * *',
    '60 * * * * *',
    '0 0 24 * * *',
    '0 0 0 0 * *',
    '0 0 0 * 13 *',
    '0 0 0 * * 7',
    '*/0 * * * * *',
    '1-2-3 * * * * *',
    'x * * * * *',
    '-1 * * * * *',
    '0 0 0 * * Foo',
    '1/2/3 * * * * *',
  ])('refuses "%s"', (schedule) => {
    expect(() => parseSchedule(schedule)).toThrow(/not a (valid|schedule)/)
  })

  test('the next time is later, fits the fields, and none before it fits', async () => {
    const field = fc.record({ minute: fc.nat(59), hour: fc.nat(23), step: fc.integer({ min: 1, max: 30 }) })
    await checkProperty(
      'ncrontab-next',
      fc.property(
        field,
        fc.date({ min: at('2020-01-01'), max: at('2040-01-01'), noInvalidDate: true }),
        (f, from) => {
          const schedule = parseSchedule(`0 ${f.minute}/${f.step} ${f.hour} * * *`)
          const found = schedule.next(from)
          if (found === undefined) throw new Error('no time')
          expect(found.getTime()).toBeGreaterThan(from.getTime())
          expect(found.getTime() - from.getTime()).toBeLessThanOrEqual(2 * 86_400_000)
          expect([found.getSeconds(), found.getHours(), (found.getMinutes() - f.minute) % f.step]).toEqual([
            0,
            f.hour,
            0,
          ])
          expect(schedule.next(new Date(found.getTime() - 1))).toEqual(found)
        },
      ),
      { runs: 300 },
    )
  })
})
