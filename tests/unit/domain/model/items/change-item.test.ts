import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { userId } from '../../../../../src/domain/core/ids.ts'
import {
  acceptSkipOfItem,
  answerItem,
  approveItem,
  rejectItem,
  relabelItem,
  requeueItem,
  unapproveItem,
  takeBackAnswer,
} from '../../../../../src/domain/model/items/change-item.ts'
import { counterDeltas, labelerDeltas } from '../../../../../src/domain/model/items/counting.ts'
import { decidedOf, items, type ItemDocument } from '../../../../../src/domain/model/items/item.ts'
import { maxHistory } from '../../../../../src/domain/model/items/bound-history.ts'
import { frontOfQueue } from '../../../../../src/domain/model/items/segment.ts'
import { removeItem, restoreItem } from '../../../../../src/domain/model/items/remove-item.ts'
import { targetOf, type ItemAction } from '../../../../../src/domain/model/items/transitions.ts'
import { labelOf, makeItem, makeProject } from '../../../../support/make-documents.ts'
import { checkProperty } from '../../../../support/property.ts'

const [ana, rev] = [userId.parse('ana'), userId.parse('rev')]
const cat = labelOf('c0')
const changes: Readonly<Record<ItemAction, (item: ItemDocument, at: number) => ItemDocument | undefined>> = {
  label: (item, at) => answerItem(item, cat, ana, at),
  skip: (item, at) => answerItem(item, { type: 'Skip' }, ana, at),
  relabel: (item, at) => relabelItem(item, cat, rev, at),
  takeBack: (item, at) => takeBackAnswer(item, at),
  reject: (item, at) => rejectItem(item, rev, at, 'no'),
  approve: (item, at) => approveItem(item, rev, at),
  unapprove: (item, at) => unapproveItem(item, rev, at),
  acceptSkip: (item, at) => acceptSkipOfItem(item, rev, at),
  requeue: (item, at) => requeueItem(item, 'refresh', at),
  remove: (item, at) => removeItem(item, rev, at),
  restore: (item, at) => restoreItem(item, at),
}
const actions = Object.keys(changes) as ItemAction[]
describe('the lifecycle of an item', () => {
  test('whatever is done to it, queue, answer, index fields and history follow its state', async () => {
    await checkProperty(
      'item-lifecycle',
      fc.property(fc.array(fc.constantFrom(...actions), { maxLength: 80 }), (steps) => {
        let item = makeItem(makeProject(), 'a.png')
        let answers = 0
        for (const [index, action] of steps.entries()) {
          const before = structuredClone(item)
          const after = changes[action](item, index + 1)
          expect(item).toEqual(before)
          expect(after !== undefined).toBe(targetOf(item.state, action) !== undefined)
          if (!after) continue
          const [past, present] = [decidedOf(item), decidedOf(after)]
          // As if it had never been given.
          if (action === 'takeBack') answers -= 1
          if (present && JSON.stringify(present) !== JSON.stringify(past)) answers += 1
          item = items.parse({ document: after, etag: '' }).document
          expect(item).toEqual(JSON.parse(JSON.stringify(after)))
          expect(item.queue !== undefined).toBe(item.state === 'unlabeled')
          const decided = decidedOf(item)
          const kept = item.removal?.from ?? item.state
          expect(item.removal === undefined || item.state === 'removed').toBe(true)
          expect(decided === undefined).toBe(kept === 'unlabeled')
          expect(item.answers.length).toBe(decided?.source === 'Labeler' ? 1 : 0)
          expect(item.labeledBy).toBe(decided?.by)
          expect(item.classes).toEqual(decided?.type === 'Label' ? decided.label['classes'] : undefined)
          expect(item.approved !== undefined).toBe(kept === 'approved')
          expect(item.history.length).toBe(Math.min(maxHistory, answers - (decided ? 1 : 0)))
          expect(item.changedAt).toBe(index + 1)
        }
      }),
    )
  })

  test('rejected items come before all others, the one rejected first before the rest', () => {
    const [one, other] = ['a', 'b'].map((path) => changes.label(makeItem(makeProject(), path), 1)!)
    const [first, second] = [changes.reject(one!, 10)!, changes.reject(other!, 11)!]
    expect(first.queue!).toBeLessThan(second.queue!)
    expect(second.queue!).toBeLessThan(0)
    expect(changes.requeue(changes.label(first, 12)!, 13)!.queue).toBe(first.rank)
  })

  test('an answer that is taken back leaves its item as it was, also in the queue', () => {
    const open = makeItem(makeProject(), 'a')
    const requeued = changes.requeue(changes.label(open, 1)!, 2)!
    const rejected = changes.reject(changes.label(requeued, 3)!, 4)!
    for (const item of [open, requeued, rejected])
      for (const answer of [changes.label, changes.skip])
        expect(changes.takeBack(answer(item, 5)!, 6)).toStrictEqual({ ...item, changedAt: 6 })
    const { queue: _, ...missing } = { ...open, missing: true as const }
    const answered = { ...changes.label(open, 1)!, missing: true as const }
    expect(changes.takeBack(answered, 6)).toStrictEqual({ ...missing, changedAt: 6 })
  })

  test('an item whose file is missing gets no place in the queue', () => {
    const missing: ItemDocument = { ...changes.label(makeItem(makeProject(), 'a'), 1)!, missing: true }
    expect(changes.reject(missing, 2)!.queue).toBeUndefined()
  })
})

describe('an item after a change', () => {
  const open = makeItem(makeProject(), 'a.png')
  const { queue: _, ...rest } = open
  const labeled = changes.label(open, 1)!
  const answer = { type: 'Label', label: cat.label, by: ana, at: 1 }

  test('has the answer, which decides, and the index of who gave it for which classes', () => {
    expect(labeled).toEqual({
      ...rest,
      state: 'labeled',
      answers: [answer],
      decision: { source: 'Labeler' },
      labeledBy: ana,
      classes: ['c0'],
      changedAt: 1,
    })
  })

  test('has no classes for a skip', () => {
    const skipped = {
      ...rest,
      state: 'skipped',
      decision: { source: 'Labeler' },
      labeledBy: ana,
      changedAt: 2,
    }
    const answers = [{ type: 'Skip', reason: 'dark', by: ana, at: 2 }]
    expect(answerItem(open, { type: 'Skip', reason: 'dark' }, ana, 2)).toEqual({ ...skipped, answers })
    expect(answerItem(open, { type: 'Skip', reason: undefined }, ana, 2)).toStrictEqual({
      ...skipped,
      answers: [{ type: 'Skip', by: ana, at: 2 }],
    })
  })

  test('keeps the decision that a relabel replaces, with its approval, and is approved and changed no more', () => {
    const approved = { ...changes.approve(labeled, 2)!, changed: true as const }
    const dog = labelOf('c1')
    expect(relabelItem(approved, dog, rev, 3)).toEqual({
      ...rest,
      state: 'labeled',
      decision: { source: 'Reviewer', type: 'Label', label: dog.label, by: rev, at: 3 },
      labeledBy: rev,
      classes: ['c1'],
      history: [
        {
          decision: { source: 'Labeler', ...answer },
          approved: { by: rev, at: 2 },
          endedAt: 3,
          endedBy: rev,
          action: 'Relabeled',
        },
      ],
      changedAt: 3,
    })
    expect(relabelItem(open, dog, rev, 3)?.history).toEqual([])
  })

  test('is as new after a rejection, but for its history and its place', () => {
    const changed = { ...labeled, changed: true as const }
    const past = { decision: { source: 'Labeler', ...answer }, endedAt: 4, endedBy: rev, action: 'Rejected' }
    const back = { ...rest, state: 'unlabeled', queue: frontOfQueue(4), changedAt: 4 }
    expect(rejectItem(changed, rev, 4)).toStrictEqual({ ...back, history: [past] })
    expect(rejectItem(changed, rev, 4, 'no')).toEqual({ ...back, history: [{ ...past, comment: 'no' }] })
    const approved = rejectItem(changes.approve(labeled, 2)!, rev, 4)
    expect(approved).toEqual({ ...back, history: [{ ...past, approved: { by: rev, at: 2 } }] })
  })

  test('has its own place again when it is requeued', () => {
    expect(requeueItem(labeled, 'refresh', 5)).toEqual({
      ...rest,
      state: 'unlabeled',
      queue: open.rank,
      history: [
        { decision: { source: 'Labeler', ...answer }, endedAt: 5, endedBy: 'refresh', action: 'Requeued' },
      ],
      changedAt: 5,
    })
  })

  test('is marked by an approval and an accepted skip, and keeps its answer', () => {
    const approved = { by: rev, at: 6 }
    expect(approveItem(labeled, rev, 6)).toEqual({ ...labeled, state: 'approved', approved, changedAt: 6 })
    const skipped = changes.skip(open, 1)!
    expect(acceptSkipOfItem(skipped, rev, 6)).toEqual({
      ...skipped,
      state: 'removed',
      skipAccepted: approved,
      changedAt: 6,
    })
  })

  test('loses the mark of a changed file when a reviewer confirms its answer, whose labeler keeps the credit', () => {
    const changed = { ...labeled, changed: true as const }
    const approved = approveItem(labeled, rev, 6)
    expect(approveItem(changed, rev, 6)).toEqual({ ...approved, approved: { by: rev, at: 6, settled: true } })
    const skipped = changes.skip(open, 1)!
    expect(acceptSkipOfItem({ ...skipped, changed: true }, rev, 6)).toEqual(acceptSkipOfItem(skipped, rev, 6))
  })

  test('that was approved before its file changed can be approved again', () => {
    const approved = approveItem(labeled, rev, 6)!
    const again = approveItem({ ...approved, changed: true }, ana, 9)!
    const first = { by: rev, at: 6 }
    expect(again).toEqual({ ...approved, approved: { by: ana, at: 9, earlier: [first] }, changedAt: 9 })
    const third = approveItem({ ...again, changed: true }, rev, 12)
    expect(third?.approved).toEqual({ by: rev, at: 12, earlier: [first, { by: ana, at: 9 }] })
    expect(approveItem(approved, ana, 9)).toBeUndefined()
    expect(approveItem(again, ana, 9)).toBeUndefined()
    expect(approveItem({ ...open, changed: true }, ana, 9)).toBeUndefined()
  })

  test('without a decision to review gets no past one', () => {
    const flagged: ItemDocument = { ...rest, state: 'needsReview' }
    expect(changes.reject(flagged, 7)?.history).toEqual([])
  })

  test('keeps the latest of many past decisions', () => {
    const many = Array.from({ length: maxHistory }, (_, index) => ({
      decision: { source: 'Labeler' as const, type: 'Skip' as const, by: ana, at: 0 },
      endedAt: index,
      endedBy: rev,
      action: 'Rejected' as const,
    }))
    const { history } = changes.reject({ ...labeled, history: many }, 1000)!
    expect(history.map(({ endedAt }) => endedAt)).toEqual([
      ...Array.from({ length: maxHistory - 1 }, (_, index) => index + 1),
      1000,
    ])
  })

  test('is none where the state does not allow it', () => {
    const removed: ItemDocument = { ...labeled, state: 'removed' }
    const others = actions.filter((action) => action !== 'restore')
    expect(others.map((action) => changes[action](removed, 8))).toEqual(others.map(() => undefined))
    expect(restoreItem(labeled, 8)).toBeUndefined()
  })
})

describe('an approval that is taken back', () => {
  const without = ({ changedAt: _changedAt, unapproved: _unapproved, ...item }: ItemDocument) => item

  test('leaves the item and its counters as they were before it, whatever was done to the item', async () => {
    await checkProperty(
      'unapprove-inverts-approve',
      fc.property(
        fc.array(fc.constantFrom(...actions, 'change' as const), { maxLength: 40 }),
        fc.boolean(),
        (steps, isReviewed) => {
          let item = makeItem(makeProject(), 'a.png')
          for (const [index, action] of steps.entries())
            item =
              action === 'change'
                ? item.decision
                  ? { ...item, changed: true }
                  : item
                : (changes[action](item, index + 1) ?? item)
          if (item.state === 'labeled' && isReviewed) item = { ...item, state: 'needsReview' }
          const approved = changes.approve(item, 100)
          fc.pre(approved !== undefined && item.state !== 'approved')
          const back = items.parse({ document: changes.unapprove(approved, 101)!, etag: '' }).document
          expect(without(back)).toEqual(without(item))
          expect(back.unapproved?.at(-1)).toMatchObject({ by: rev, at: 101, approved: { by: rev, at: 100 } })
          expect(counterDeltas([{ before: item, after: back }])).toEqual({})
          expect(labelerDeltas([{ before: approved, after: changes.unapprove(approved, 101) }]).size).toBe(0)
          expect(changes.unapprove(back, 102)).toBeUndefined()
        },
      ),
      { runs: 300 },
    )
  })

  test('takes back those that it replaced, too: nothing confirms the changed file any more', () => {
    const labeled = changes.label(makeItem(makeProject(), 'a.png'), 1)!
    const once = changes.approve(labeled, 2)!
    const twice = approveItem({ ...once, changed: true }, ana, 3)!
    const back = changes.unapprove(twice, 4)!
    expect(without(back)).toEqual(without({ ...labeled, changed: true }))
    expect(back.unapproved).toEqual([
      { by: rev, at: 4, approved: { by: ana, at: 3, earlier: [{ by: rev, at: 2 }] } },
    ])
    expect(without(changes.unapprove({ ...once, changed: true }, 4)!)).toEqual(
      without({ ...labeled, changed: true }),
    )
  })

  test('is kept with the decision, the newest of many, also when the decision ends', () => {
    let item = changes.label(makeItem(makeProject(), 'a.png'), 1)!
    for (let at = 2; at < 20; at += 2) item = changes.unapprove(changes.approve(item, at)!, at + 1)!
    expect(item.unapproved?.map(({ at }) => at)).toEqual([13, 15, 17, 19])
    const rejected = changes.reject(item, 30)!
    expect(rejected.unapproved).toBeUndefined()
    expect(rejected.history[0]?.unapproved).toEqual(item.unapproved)
  })
})
