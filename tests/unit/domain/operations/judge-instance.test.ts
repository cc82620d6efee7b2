import { describe, expect, it } from '@jest/globals'
import { judgeInstance } from '../../../../src/domain/operations/judge-instance.ts'

const hour = 3_600_000
const quarter = hour / 4
const start = 10 * hour
/** @param pause Before this look there was none for so long. */
const judge = (turn: string, now: number, pause = 60_000) => {
  const watch = { turn: 'a', since: start, seen: Math.max(start, now - pause), ended: 0 }
  return judgeInstance({ startedAt: start, watch }, turn, now, hour)
}

describe('a running instance', () => {
  it('is not written down while its work is short', () => {
    const verdicts = [0, quarter - 1, quarter].map((age) =>
      judgeInstance({ startedAt: start }, 'a', start + age, hour),
    )
    expect(verdicts).toEqual(['Leave', 'Leave', 'Note'])
  })

  it('is stuck after an hour on the same turn, and not before', () => {
    expect([1, hour - 1, hour, 5 * hour].map((age) => judge('a', start + age))).toEqual([
      'Leave',
      'Leave',
      'Stuck',
      'Stuck',
    ])
  })

  it('on the same turn is looked at, which is stored each quarter of an hour', () => {
    const look = start + 50 * 60_000
    expect([1, quarter - 1, quarter, 2 * quarter - 1].map((pause) => judge('a', look, pause))).toEqual([
      'Leave',
      'Leave',
      'Look',
      'Look',
    ])
  })

  it('is noted anew if nobody looked for half an hour, because nothing ran meanwhile', () => {
    for (const age of [hour / 2, hour, 5 * hour])
      expect([judge('a', start + age, age), judge('b', start + age, age)]).toEqual(['Note', 'Note'])
  })

  it('with another turn is noted each quarter of an hour, however long it runs', () => {
    expect([1, quarter - 1, quarter, 5 * hour].map((age) => judge('b', start + age))).toEqual([
      'Leave',
      'Leave',
      'Note',
      'Note',
    ])
  })

  it('is noted anew if the clock went back, because nobody knows for how long it stood', () => {
    expect(judge('a', start - 1)).toBe('Note')
    expect(judge('a', start - 5 * hour)).toBe('Note')
  })
})
