import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { userId } from '../../../../../src/domain/core/ids.ts'
import {
  boundHistory,
  maxHistory,
  maxHistoryBytes,
} from '../../../../../src/domain/model/items/bound-history.ts'
import type { PastDecision } from '../../../../../src/domain/model/items/item.ts'
import { anyText } from '../../../../../tools/any-text.ts'
import { checkProperty } from '../../../../support/property.ts'

const by = userId.parse('ann')

const past = (at: number, comment?: string, reason?: string): PastDecision => ({
  decision: { source: 'Labeler', type: 'Skip', by, at, ...(reason === undefined ? {} : { reason }) },
  endedAt: at + 1,
  endedBy: 'rev',
  action: 'Rejected',
  ...(comment === undefined ? {} : { comment }),
})

const bytesOf = (history: readonly PastDecision[]): number => Buffer.byteLength(JSON.stringify(history))

describe('boundHistory', () => {
  it('leaves a history that fits as it is', () => {
    const history = [past(1, 'no', 'dark'), past(2, 'still no')]
    expect(boundHistory(history)).toEqual(history)
    expect(boundHistory([])).toEqual([])
  })

  it('drops the oldest entries beyond the most', () => {
    const history = Array.from({ length: maxHistory + 3 }, (_, at) => past(at))
    expect(boundHistory(history)).toEqual(history.slice(3))
  })

  it('drops the oldest comments first, and keeps reasons and entries', () => {
    const history = Array.from({ length: 4 }, (_, at) => past(at, 'ß'.repeat(4000), 'dark'))
    const bounded = boundHistory(history)
    expect(bounded.map(({ comment }) => comment?.length)).toEqual([undefined, undefined, 4000, 4000])
    expect(bounded.every(({ decision }) => decision.type === 'Skip' && decision.reason === 'dark')).toBe(true)
  })

  it('drops the oldest reasons where comments were not enough, then the oldest entries', () => {
    const reasons = Array.from({ length: 5 }, (_, at) => past(at, undefined, 'x'.repeat(5000)))
    expect(boundHistory(reasons).map(({ decision }) => 'reason' in decision)).toEqual([
      false,
      false,
      true,
      true,
      true,
    ])
    const heavy = Array.from({ length: 5 }, (_, at) => ({ ...past(at), endedBy: 'y'.repeat(6000) }))
    expect(boundHistory(heavy)).toEqual(heavy.slice(2))
  })

  it('keeps the newest comment and reason, whatever they weigh', () => {
    const newest = past(2, '\u0001'.repeat(2000), '\u0001'.repeat(1000))
    expect(boundHistory([past(1, 'a', 'b'), newest]).at(-1)).toEqual(newest)
    expect(bytesOf([newest])).toBeLessThan(maxHistoryBytes)
  })

  it('fits in its bytes, in any script, and keeps a suffix in order', async () => {
    const text = anyText({ maxLength: 1000 })
    const entry = fc.tuple(fc.option(text, { nil: undefined }), fc.option(text, { nil: undefined }))
    await checkProperty(
      'bound-history',
      fc.property(fc.array(entry, { maxLength: 70 }), (entries) => {
        const history = entries.map(([comment, reason], at) => past(at, comment, reason?.slice(0, 1000)))
        const bounded = boundHistory(history)
        expect(bytesOf(bounded)).toBeLessThanOrEqual(maxHistoryBytes + 2)
        expect(bounded.length).toBeLessThanOrEqual(maxHistory)
        expect(bounded.map(({ endedAt }) => endedAt)).toEqual(
          history.slice(history.length - bounded.length).map(({ endedAt }) => endedAt),
        )
        expect(bounded.at(-1)).toEqual(history.at(-1))
      }),
      { runs: 40 },
    )
  })
})
