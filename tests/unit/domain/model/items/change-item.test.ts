import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { classId, userId } from '../../../../../src/domain/core/ids.ts'
import {
  acceptSkipOfItem,
  answerItem,
  approveItem,
  rejectItem,
  relabelItem,
  requeueItem,
} from '../../../../../src/domain/model/items/change-item.ts'
import {
  items,
  maxHistory,
  type ItemDocument,
  type PastAnswer,
} from '../../../../../src/domain/model/items/item.ts'
import { frontOfQueue } from '../../../../../src/domain/model/items/segment.ts'
import { nextState, type ItemAction } from '../../../../../src/domain/model/items/transitions.ts'
import { makeItem, makeProject } from '../../../../support/make-documents.ts'
import { checkProperty } from '../../../../support/property.ts'

const [ana, rev] = [userId.parse('ana'), userId.parse('rev')]
const cat = { kind: 'Classes' as const, classes: [classId.parse('c0')] }
const changes: Readonly<Record<ItemAction, (item: ItemDocument, at: number) => ItemDocument | undefined>> = {
  label: (item, at) => answerItem(item, { type: 'Label', label: cat, by: ana, at }),
  skip: (item, at) => answerItem(item, { type: 'Skip', by: ana, at }),
  relabel: (item, at) => relabelItem(item, cat, rev, at),
  reject: (item, at) => rejectItem(item, rev, at, 'no'),
  approve: (item, at) => approveItem(item, rev, at),
  acceptSkip: (item, at) => acceptSkipOfItem(item, rev, at),
  requeue: (item, at) => requeueItem(item, 'refresh', at),
}
const actions = Object.keys(changes) as ItemAction[]
const pastAt = (endedAt: number): PastAnswer => ({
  answer: { type: 'Skip', by: ana, at: 0 },
  endedAt,
  endedBy: rev,
  action: 'Rejected',
})
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
          expect(after !== undefined).toBe(nextState(item.state, action) !== undefined)
          if (!after) continue
          if (after.answer !== item.answer && after.answer) answers += 1
          item = items.parse({ document: after, etag: '' }).document
          expect(item).toEqual(JSON.parse(JSON.stringify(after)))
          expect(item.queue !== undefined).toBe(item.state === 'unlabeled')
          expect(item.answer === undefined).toBe(item.state === 'unlabeled')
          expect(item.labeledBy).toBe(item.answer?.by)
          expect(item.classes).toEqual(item.answer?.type === 'Label' ? item.answer.label.classes : undefined)
          expect(item.approved !== undefined).toBe(item.state === 'approved')
          expect(item.history.length).toBe(Math.min(maxHistory, answers - (item.answer ? 1 : 0)))
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

  test('an item whose file is missing gets no place in the queue', () => {
    const missing: ItemDocument = { ...changes.label(makeItem(makeProject(), 'a'), 1)!, missing: true }
    expect(changes.reject(missing, 2)!.queue).toBeUndefined()
  })
})

describe('an item after a change', () => {
  const open = makeItem(makeProject(), 'a.png')
  const { queue: _, ...rest } = open
  const labeled = changes.label(open, 1)!
  const answer = { type: 'Label', label: cat, by: ana, at: 1 }

  test('has the answer, and who gave it for which classes', () => {
    expect(labeled).toEqual({
      ...rest,
      state: 'labeled',
      answer,
      labeledBy: ana,
      classes: ['c0'],
      changedAt: 1,
    })
  })

  test('has no classes for a skip', () => {
    const skip = { type: 'Skip', by: ana, reason: 'dark', at: 2 } as const
    expect(answerItem(open, skip)).toEqual({
      ...rest,
      state: 'skipped',
      answer: skip,
      labeledBy: ana,
      changedAt: 2,
    })
  })

  test('keeps the answer that a relabel replaces, with its approval, and is approved and changed no more', () => {
    const approved = { ...changes.approve(labeled, 2)!, changed: true as const }
    const dog = { kind: 'Classes' as const, classes: [classId.parse('c1')] }
    expect(relabelItem(approved, dog, rev, 3)).toEqual({
      ...rest,
      state: 'labeled',
      answer: { type: 'Label', label: dog, by: rev, at: 3 },
      labeledBy: rev,
      classes: ['c1'],
      history: [{ answer, approved: { by: rev, at: 2 }, endedAt: 3, endedBy: rev, action: 'Relabeled' }],
      changedAt: 3,
    })
    expect(relabelItem(open, dog, rev, 3)?.history).toEqual([])
  })

  test('is as new after a rejection, but for its history and its place', () => {
    const changed = { ...labeled, changed: true as const }
    const past = { answer, endedAt: 4, endedBy: rev, action: 'Rejected' }
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
      history: [{ answer, endedAt: 5, endedBy: 'refresh', action: 'Requeued' }],
      changedAt: 5,
    })
  })

  test('is marked by an approval and an accepted skip, and keeps its answer', () => {
    expect(approveItem(labeled, rev, 6)).toEqual({
      ...labeled,
      state: 'approved',
      approved: { by: rev, at: 6 },
      changedAt: 6,
    })
    const skipped = changes.skip(open, 1)!
    expect(acceptSkipOfItem(skipped, rev, 6)).toEqual({ ...skipped, state: 'removed', changedAt: 6 })
  })

  test('without an answer to review gets no past answer', () => {
    const flagged: ItemDocument = { ...rest, state: 'needsReview' }
    expect(changes.reject(flagged, 7)?.history).toEqual([])
  })

  test('keeps the latest past answers', () => {
    const full: ItemDocument = {
      ...labeled,
      history: Array.from({ length: maxHistory }, (_, at) => pastAt(at)),
    }
    const { history } = changes.reject(full, 1000)!
    expect(history.map(({ endedAt }) => endedAt)).toEqual([
      ...Array.from({ length: maxHistory - 1 }, (_, index) => index + 1),
      1000,
    ])
  })

  test('is none where the state does not allow it', () => {
    const removed: ItemDocument = { ...labeled, state: 'removed' }
    expect(actions.map((action) => changes[action](removed, 8))).toEqual(actions.map(() => undefined))
  })
})
