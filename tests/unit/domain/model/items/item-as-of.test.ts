import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { userId } from '../../../../../src/domain/core/ids.ts'
import { isApprovalUnknown, itemAsOf } from '../../../../../src/domain/model/items/item-as-of.ts'
import {
  acceptSkipOfItem,
  answerItem,
  approveItem,
  rejectItem,
  relabelItem,
  requeueItem,
  unapproveItem,
} from '../../../../../src/domain/model/items/change-item.ts'
import { decidedOf, type ItemDocument } from '../../../../../src/domain/model/items/item.ts'
import { stampItem } from '../../../../../src/domain/model/items/stamp-item.ts'
import { labelOf, makeItem, makeProject } from '../../../../support/make-documents.ts'
import { checkProperty } from '../../../../support/property.ts'

const ann = userId.parse('ann')
const label = (of: number) => labelOf(`c${of}`)

const step = fc.record({
  do: fc.constantFrom(
    'label',
    'label',
    'skip',
    'reject',
    'relabel',
    'requeue',
    'approve',
    'approve',
    'unapprove',
  ),
  wait: fc.integer({ min: 0, max: 3 }),
  class: fc.integer({ min: 0, max: 3 }),
})

const change = (item: ItemDocument, action: string, at: number, of: number): ItemDocument | undefined => {
  switch (action) {
    case 'label':
      return answerItem(item, label(of), ann, at)
    case 'skip':
      return answerItem(item, { type: 'Skip' }, ann, at)
    case 'reject':
      return rejectItem(item, ann, at)
    case 'relabel':
      return relabelItem(item, label(of), ann, at)
    case 'approve':
      return approveItem(item, ann, at)
    case 'unapprove':
      return unapproveItem(item, ann, at)
    default:
      return requeueItem(item, 'refresh', at)
  }
}

/** The change as `writeSegment` stores it. The moment is the epoch, too. */
const apply = (item: ItemDocument, action: string, at: number, of: number): ItemDocument | undefined => {
  const changed = change(item, action, at, of)
  return changed && stampItem(item, changed, at)
}
const created = (at: number) => stampItem(undefined, makeItem(makeProject(), 'a.png', at), at)

describe('an item as of a snapshot', () => {
  it('is what was read then, whatever happened to it later', async () => {
    await checkProperty(
      'item-as-of',
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let item = created(5)
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
          const known = itemAsOf(item, at)
          expect(known?.decided).toEqual(then && decidedOf(then))
          if (!isApprovalUnknown(item, at)) expect(known?.state).toBe(then?.state)
        }
        expect(itemAsOf(item, 4)).toBeUndefined()
      }),
      { runs: 200 },
    )
  })
})

describe('an item that was approved and unapproved', () => {
  const repeat = (times: number): ItemDocument => {
    let item = apply(created(5), 'label', 10, 0)!
    for (let at = 20; at < 20 + 10 * times; at += 10)
      item = apply(apply(item, 'approve', at, 0)!, 'unapprove', at + 5, 0)!
    return item
  }

  it('was approved in the snapshots between the two, also after a rejection', () => {
    for (const item of [repeat(2), apply(repeat(2), 'reject', 90, 0)!, apply(repeat(2), 'approve', 90, 0)!]) {
      const states = [15, 20, 24, 25, 30, 34, 35].map((at) => itemAsOf(item, at)?.state)
      expect(states).toEqual([
        'labeled',
        'approved',
        'approved',
        'labeled',
        'approved',
        'approved',
        'labeled',
      ])
      expect(isApprovalUnknown(item, 15)).toBe(false)
    }
  })

  it('more often than it keeps, may have been either in the snapshots before', () => {
    expect([15, 34, 40].map((at) => isApprovalUnknown(repeat(6), at))).toEqual([true, true, false])
    expect(isApprovalUnknown(apply(repeat(6), 'reject', 200, 0)!, 15)).toBe(true)
  })
})

describe('the state of an item as of a snapshot', () => {
  const item = created(5)
  const labeled = apply(item, 'label', 10, 0)!
  const statesAt = (of: ItemDocument, ...moments: readonly number[]) =>
    moments.map((at) => itemAsOf(of, at)?.state)

  it('is none before its import', () => {
    expect(statesAt(item, 4, 5)).toEqual([undefined, 'unlabeled'])
  })

  it('is labeled until the approval', () => {
    const approved = apply(labeled, 'approve', 20, 0)!
    expect(statesAt(approved, 9, 10, 19, 20)).toEqual(['unlabeled', 'labeled', 'labeled', 'approved'])
  })

  it('is approved since the first approval, also when a changed file was approved again', () => {
    const approved = apply(labeled, 'approve', 20, 0)!
    const again = apply({ ...approved, changed: true }, 'approve', 30, 0)!
    const twice = apply({ ...again, changed: true }, 'approve', 40, 0)!
    for (const item of [again, twice, apply(twice, 'reject', 50, 0)!])
      expect(statesAt(item, 10, 19, 20, 29, 30, 49).join(' ')).toBe(
        'labeled labeled approved approved approved approved',
      )
  })

  it('is skipped until the skip is accepted', () => {
    const skipped = apply(item, 'skip', 10, 0)!
    const removed = stampItem(skipped, acceptSkipOfItem(skipped, ann, 20)!, 20)
    expect(statesAt(removed, 9, 10, 19, 20)).toEqual(['unlabeled', 'skipped', 'skipped', 'removed'])
  })

  it('is that of its decision whenever anything else of it changed', () => {
    expect(statesAt({ ...labeled, changedAt: 20 }, 15)).toEqual(['labeled'])
  })

  it('is that of a past decision, from when it was made until it ended', () => {
    const approved = apply(labeled, 'approve', 20, 0)!
    const again = apply(apply(approved, 'reject', 30, 0)!, 'skip', 40, 0)!
    const twice = apply(apply(again, 'reject', 50, 0)!, 'label', 60, 1)!
    const moments = [9, 10, 19, 20, 29, 30, 39, 40, 49, 50, 59, 60]
    expect(statesAt(twice, ...moments).join(' ')).toBe(
      'unlabeled labeled labeled approved approved unlabeled unlabeled skipped skipped unlabeled unlabeled labeled',
    )
  })

  it('is to be reviewed as long as there is no decision, and from the decision to review on', () => {
    const { queue: _, ...rest } = item
    const flagged: ItemDocument = { ...rest, state: 'needsReview' }
    expect(itemAsOf(flagged, 6)).toEqual({
      decided: undefined,
      decidedIn: undefined,
      state: 'needsReview',
    })
    expect(statesAt({ ...labeled, state: 'needsReview' }, 9, 10)).toEqual(['unlabeled', 'needsReview'])
  })
})
