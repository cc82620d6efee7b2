import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { classId, userId } from '../../../../../src/domain/core/ids.ts'
import { answerAsOf } from '../../../../../src/domain/model/items/item-as-of.ts'
import {
  acceptSkipOfItem,
  answerItem,
  approveItem,
  rejectItem,
  relabelItem,
  requeueItem,
} from '../../../../../src/domain/model/items/change-item.ts'
import type { ItemDocument } from '../../../../../src/domain/model/items/item.ts'
import { makeItem, makeProject } from '../../../../support/make-documents.ts'
import { checkProperty } from '../../../../support/property.ts'

const ann = userId.parse('ann')
const label = (of: number) => ({ kind: 'Classes' as const, classes: [classId.parse(`c${of}`)] })

const step = fc.record({
  do: fc.constantFrom('label', 'skip', 'reject', 'relabel', 'requeue', 'approve'),
  wait: fc.integer({ min: 0, max: 3 }),
  class: fc.integer({ min: 0, max: 3 }),
})

const apply = (item: ItemDocument, action: string, at: number, of: number): ItemDocument | undefined => {
  switch (action) {
    case 'label':
      return answerItem(item, { type: 'Label', label: label(of), by: ann, at })
    case 'skip':
      return answerItem(item, { type: 'Skip', by: ann, at })
    case 'reject':
      return rejectItem(item, ann, at)
    case 'relabel':
      return relabelItem(item, label(of), ann, at)
    case 'approve':
      return approveItem(item, ann, at)
    default:
      return requeueItem(item, 'refresh', at)
  }
}

describe('an item as of a moment', () => {
  it('is what was read then, whatever happened to it later', async () => {
    await checkProperty(
      'item-as-of',
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let item = makeItem(makeProject(), 'a.png', 5)
        let now = 5
        /** What one saw after the last change at each moment. */
        const seen = new Map<number, ItemDocument>([[5, item]])
        for (const one of steps) {
          now += one.wait
          item = apply(item, one.do, now, one.class) ?? item
          seen.set(now, item)
        }
        for (let at = 5; at <= now; at += 1) {
          const then = [...seen].findLast(([moment]) => moment <= at)?.[1]
          const known = answerAsOf(item, at)
          expect(known?.answer).toEqual(then?.answer)
          expect(known?.state).toBe(then?.state)
        }
        expect(answerAsOf(item, 4)).toBeUndefined()
      }),
      { runs: 500 },
    )
  })
})

describe('the state of an item as of a moment', () => {
  const item = makeItem(makeProject(), 'a.png', 5)
  const labeled = apply(item, 'label', 10, 0)!
  const stateAt = (of: ItemDocument, at: number) => answerAsOf(of, at)?.state

  it('is none before its import', () => {
    expect([4, 5].map((at) => stateAt(item, at))).toEqual([undefined, 'unlabeled'])
  })

  it('is labeled until the approval', () => {
    const approved = apply(labeled, 'approve', 20, 0)!
    expect([9, 10, 19, 20].map((at) => stateAt(approved, at))).toEqual([
      'unlabeled',
      'labeled',
      'labeled',
      'approved',
    ])
  })

  it('is skipped until the skip is accepted', () => {
    const removed = acceptSkipOfItem(apply(item, 'skip', 10, 0)!, ann, 20)!
    expect([9, 10, 19, 20].map((at) => stateAt(removed, at))).toEqual([
      'unlabeled',
      'skipped',
      'skipped',
      'removed',
    ])
  })

  it('is that of its answer whenever anything else of it changed', () => {
    expect(stateAt({ ...labeled, changedAt: 20 }, 15)).toBe('labeled')
  })

  it('is that of the past answer, from when it was given until it ended', () => {
    const approved = apply(labeled, 'approve', 20, 0)!
    const again = apply(apply(approved, 'reject', 30, 0)!, 'skip', 40, 0)!
    const twice = apply(apply(again, 'reject', 50, 0)!, 'label', 60, 1)!
    const states = [9, 10, 19, 20, 29, 30, 39, 40, 49, 50, 59, 60].map((at) => stateAt(twice, at))
    expect(states).toEqual([
      ...['unlabeled', 'labeled', 'labeled', 'approved', 'approved'],
      ...['unlabeled', 'unlabeled', 'skipped', 'skipped'],
      ...['unlabeled', 'unlabeled', 'labeled'],
    ])
  })

  it('is to be reviewed only while it has no answer and says so', () => {
    const { queue: _, ...rest } = item
    const flagged: ItemDocument = { ...rest, state: 'needsReview' }
    expect(answerAsOf(flagged, 6)).toEqual({ answer: undefined, state: 'needsReview' })
    const later: ItemDocument = { ...labeled, state: 'needsReview' }
    expect([9, 10].map((at) => stateAt(later, at))).toEqual(['unlabeled', 'needsReview'])
  })
})
