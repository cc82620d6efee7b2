import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { incrementDocument } from '../../../../../src/adapters/store/documents.ts'
import { userId } from '../../../../../src/domain/core/ids.ts'
import { answerIncrements } from '../../../../../src/domain/model/items/answer-increments.ts'
import { counters, noCounters, type LabelerDocument } from '../../../../../src/domain/model/items/counters.ts'
import type { AnswerMove } from '../../../../../src/domain/model/items/counting.ts'
import {
  addCounts,
  daysOf,
  labelerKey,
  labelerKeys,
  labelersOf,
  noCounts,
  sharedCounts,
  type AnswerCounts,
} from '../../../../../src/domain/model/items/labeler-counts.ts'
import { tidied } from '../../../../../src/domain/model/items/tidy-counters.ts'
import { checkProperty } from '../../../../support/property.ts'

/** Ids that have something in common with paths or with what every object has. */
const users = ['ana', 'a.na', 'a.n.a', 'constructor', 'toString', 'ana@example.com', 'A-n_a.', '0']
const number = fc.integer({ min: -3, max: 3 })
const move = fc.record({
  by: fc.constantFrom(...users.map((user) => userId.parse(user))),
  day: fc.constantFrom(20_371, 20_372, 20_373),
  given: fc.boolean(),
  counts: fc.record({
    labeled: number,
    skipped: number,
    rejected: number,
    submitted: number,
    activeMs: number,
  }),
})
/** New answers are never rejected or replaced at the same time. */
const asGiven = (one: AnswerMove): AnswerMove => {
  const { labeled = 0, skipped = 0, activeMs = 0 } = one.counts
  return one.given ? { ...one, counts: { labeled, skipped, submitted: labeled + skipped, activeMs } } : one
}

const firstDay = 20_372

const sumOf = (moves: readonly AnswerMove[]): AnswerCounts => {
  const sum = (name: keyof AnswerCounts) => moves.reduce((all, { counts }) => all + (counts[name] ?? 0), 0)
  return {
    labeled: sum('labeled'),
    skipped: sum('skipped'),
    rejected: sum('rejected'),
    submitted: sum('submitted'),
    activeMs: sum('activeMs'),
  }
}

const start = counters.parse({
  document: { ...noCounters, days: { ...noCounters.days, first: firstDay } },
  etag: 'e',
}).document

describe('the counters of answers in a counters document', () => {
  test('add up to what was moved, for any user id, also after they were tidied', async () => {
    await checkProperty(
      'shared-counters',
      fc.asyncProperty(
        fc.array(fc.oneof(move.map(asGiven), fc.constantFrom(20_372, 20_373)), { maxLength: 20 }),
        async (steps) => {
          const moves: AnswerMove[] = []
          let document = start
          for (const step of steps)
            if (typeof step === 'number') document = tidied(document, step)
            else {
              moves.push(step)
              const { by, own } = answerIncrements([step], new Set([labelerKey(step.by)]), firstDay)
              expect(own).toEqual([])
              expect(Object.keys(by).length).toBeLessThanOrEqual(step.given ? 3 : 10)
              document = counters.parse({ document: incrementDocument(document, by), etag: 'e' }).document
            }
          for (const user of users)
            expect(sharedCounts(document).get(userId.parse(user)) ?? noCounts).toEqual(
              sumOf(moves.filter(({ by }) => by === user)),
            )
          for (const day of [20_371, 20_372, 20_373])
            expect(daysOf(document).get(day) ?? noCounts).toEqual(
              day < firstDay ? noCounts : sumOf(moves.filter((one) => one.day === day)),
            )
        },
      ),
      { runs: 200 },
    )
  })

  test('take two numbers for an answer with its time, and four for its end', () => {
    const by = userId.parse('a.b')
    const increments = (one: Omit<AnswerMove, 'by' | 'day'>) =>
      answerIncrements([{ ...one, by, day: 20_372 }], new Set(['a:b']), firstDay).by
    expect(increments({ given: true, counts: { labeled: 1, submitted: 1, activeMs: 9 } })).toEqual({
      'recent.labeled.20372:a:b': 1,
      'recent.activeMs.20372:a:b': 9,
    })
    expect(increments({ given: false, counts: { labeled: -1, rejected: 1 } })).toEqual({
      'labelers.labeled.a:b': -1,
      'labelers.rejected.a:b': 1,
      'days.labeled.20372': -1,
      'days.rejected.20372': 1,
    })
    expect(increments({ given: false, counts: { labeled: -1 } })).toEqual({
      'labelers.labeled.a:b': -1,
      'labelers.replaced.a:b': 1,
      'days.labeled.20372': -1,
      'days.replaced.20372': 1,
    })
  })

  test('are in own documents for a labeler who is not in it, but for the day', () => {
    const one = { by: userId.parse('a.b'), day: 20_372 }
    const moves = [
      { ...one, given: true, counts: { labeled: 2, submitted: 2, activeMs: 9 } },
      { ...one, given: false, counts: { labeled: -2, rejected: 1 } },
    ]
    expect(answerIncrements(moves, new Set(), firstDay)).toEqual({
      by: { 'days.activeMs.20372': 9, 'days.rejected.20372': 1, 'days.replaced.20372': 1 },
      own: [
        { type: 'increment', id: 'labeler:a.b', by: { submitted: 2, activeMs: 9, rejected: 1 } },
        { type: 'increment', id: 'labelerDay:20372:a.b', by: { submitted: 2, activeMs: 9 } },
      ],
    })
    expect(answerIncrements(moves, new Set(), 20_373).by).toEqual({})
  })

  test('add to those in own documents', () => {
    const ana = userId.parse('ana')
    const counts = { labeled: 2, skipped: 0, rejected: 1, submitted: 4, activeMs: 7 }
    const own: LabelerDocument = { id: 'labeler:ana', kind: 'labeler', user: ana, ...counts }
    const labelers = addCounts(noCounters.labelers!, 'ana', { labeled: -1, rejected: 1, activeMs: 5 })
    expect([...labelersOf({ labelers }, [own])]).toEqual([
      [ana, { labeled: 1, skipped: 0, rejected: 2, submitted: 4, activeMs: 12 }],
    ])
    expect([...labelersOf({ labelers: undefined }, [own])]).toEqual([[ana, counts]])
    expect(labelerKeys({ labelers: undefined })).toBeUndefined()
    expect(daysOf({ labelers })).toEqual(new Map())
  })
})
