import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { checkTimingSettings, timingSettings } from '../../../src/config/timing.ts'
import { testSettings } from '../../support/test-settings.ts'

const minute = 60_000
const problemOf = (changes: Readonly<Record<string, unknown>>) =>
  checkTimingSettings(z.object(timingSettings).parse(changes))?.[0]

describe('the time without a turn after which an instance is ended', () => {
  it('is longer than the longest pause and the longest step together', () => {
    expect(problemOf({})).toBeUndefined()
    expect(problemOf({ STUCK_AFTER_MS: 15 * minute + 1 })).toBeUndefined()
    expect(problemOf({ STUCK_AFTER_MS: 15 * minute })).toBe('STUCK_AFTER_MS')
    for (const pause of ['DELETION_RETRY_MS', 'DELETION_NOTICE_MS'])
      expect(problemOf({ [pause]: 50 * minute })).toBe('STUCK_AFTER_MS')
    expect(problemOf(testSettings)).toBeUndefined()
  })

  it('counts as the longest step what the host allows', () => {
    const host = z
      .object({ functionTimeout: z.literal('00:10:00') })
      .safeParse(JSON.parse(readFileSync(join(__dirname, '../../../host.json'), 'utf8')))
    expect(host.success).toBe(true)
  })
})
