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
  itemStates,
  maxHistory,
  type ItemDocument,
} from '../../../../../src/domain/model/items/item.ts'
import { nextState, type ItemAction } from '../../../../../src/domain/model/items/transitions.ts'
import { makeItem, makeProject } from '../../../../support/labeling-world.ts'
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
const allowed: Readonly<Record<string, string>> = {
  unlabeled: 'label skip relabel',
  labeled: 'reject approve relabel requeue',
  approved: 'reject relabel requeue',
  skipped: 'reject acceptSkip relabel requeue',
  needsReview: 'reject approve relabel requeue',
  removed: '',
}

describe('the lifecycle of an item', () => {
  test.each(itemStates)('%s allows just what the table says', (state) => {
    expect(actions.filter((action) => nextState(state, action)).toSorted()).toEqual(
      (allowed[state] ?? '').split(' ').filter(Boolean).toSorted(),
    )
  })

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
