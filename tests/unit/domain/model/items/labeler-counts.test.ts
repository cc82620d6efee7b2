import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { incrementDocument } from '../../../../../src/adapters/store/documents.ts'
import { userId } from '../../../../../src/domain/core/ids.ts'
import { counters, noCounters, type LabelerDocument } from '../../../../../src/domain/model/items/counters.ts'
import {
  addShared,
  labelerKeys,
  labelersOf,
  sharedCounts,
  sharedIncrements,
} from '../../../../../src/domain/model/items/labeler-counts.ts'
import { checkProperty } from '../../../../support/property.ts'

/** Ids that have something in common with paths or with what every object has. */
const users = ['ana', 'a.na', 'a.n.a', 'constructor', 'toString', 'ana@example.com', 'A-n_a.', '0']
const number = fc.integer({ min: -3, max: 3 })
const change = fc.record({
  user: fc.constantFrom(...users),
  by: fc.record({ labeled: number, skipped: number, rejected: number, submitted: number }),
})

describe('the counters of labelers in a counters document', () => {
  test('add up to what was moved, for any user id', async () => {
    await checkProperty(
      'shared-counters',
      fc.asyncProperty(fc.array(change, { maxLength: 20 }), async (changes) => {
        const incremented = changes.reduce(
          (document, { user, by }) => {
            const paths = sharedIncrements(user, by)
            expect(Object.keys(paths).length).toBeLessThanOrEqual(4)
            return Object.keys(paths).length === 0 ? document : incrementDocument(document, paths)
          },
          incrementDocument(noCounters, { open: 0 }),
        )
        const document = counters.parse({ document: incremented, etag: 'e' }).document
        const added = changes.reduce((all, { user, by }) => addShared(all, user, by), noCounters.labelers)
        expect(added).toEqual(document.labelers)
        for (const name of users) {
          const mine = changes.filter(({ user }) => user === name)
          const sum = (of: keyof (typeof mine)[number]['by']) => mine.reduce((all, { by }) => all + by[of], 0)
          const counts = sharedCounts(document).get(userId.parse(name))
          expect(counts ?? { labeled: 0, skipped: 0, rejected: 0, submitted: 0 }).toEqual({
            labeled: sum('labeled'),
            skipped: sum('skipped'),
            rejected: sum('rejected'),
            submitted: sum('submitted'),
          })
        }
      }),
      { runs: 200 },
    )
  })

  test('take one number for an answer, and two for its end', () => {
    expect(sharedIncrements('a.b', { labeled: 1, submitted: 1 })).toEqual({ 'labelers.labeled.a:b': 1 })
    expect(sharedIncrements('ana', { labeled: -1, rejected: 1 })).toEqual({
      'labelers.labeled.ana': -1,
      'labelers.rejected.ana': 1,
    })
    expect(sharedIncrements('ana', { labeled: -1 })).toEqual({
      'labelers.labeled.ana': -1,
      'labelers.replaced.ana': 1,
    })
    expect(sharedIncrements('ana', { labeled: 1, skipped: -1 })).toEqual({
      'labelers.labeled.ana': 1,
      'labelers.skipped.ana': -1,
    })
  })

  test('add to those in own documents', () => {
    const ana = userId.parse('ana')
    const counts = { labeled: 2, skipped: 0, rejected: 1, submitted: 4 }
    const own: LabelerDocument = { id: 'labeler:ana', kind: 'labeler', user: ana, ...counts }
    const labelers = addShared(noCounters.labelers, 'ana', { labeled: -1, rejected: 1 })
    expect([...labelersOf({ labelers }, [own])]).toEqual([
      [ana, { labeled: 1, skipped: 0, rejected: 2, submitted: 4 }],
    ])
    expect([...labelersOf({ labelers: undefined }, [own])]).toEqual([[ana, counts]])
    expect(labelerKeys({ labelers: undefined })).toBeUndefined()
    expect(addShared(undefined, 'ana', { labeled: 1 })).toBeUndefined()
  })
})
