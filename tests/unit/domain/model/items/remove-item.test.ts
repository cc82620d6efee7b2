import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { userId } from '../../../../../src/domain/core/ids.ts'
import {
  acceptSkipOfItem,
  answerItem,
  approveItem,
  rejectItem,
} from '../../../../../src/domain/model/items/change-item.ts'
import { itemAsOf } from '../../../../../src/domain/model/items/item-as-of.ts'
import type { ItemDocument } from '../../../../../src/domain/model/items/item.ts'
import { removeItem, restoreItem } from '../../../../../src/domain/model/items/remove-item.ts'
import { stampItem } from '../../../../../src/domain/model/items/stamp-item.ts'
import { labelOf, makeItem, makeProject } from '../../../../support/make-documents.ts'
import { checkProperty } from '../../../../support/property.ts'

const [ann, rev] = [userId.parse('ann'), userId.parse('rev')]
const open = makeItem(makeProject(), 'a.png')
const labeled = answerItem(open, labelOf('c0'), ann, 1)!
const skipped = answerItem(open, { type: 'Skip' }, ann, 1)!
const states: Readonly<Record<string, ItemDocument>> = {
  unlabeled: open,
  returned: rejectItem(labeled, rev, 2)!,
  labeled,
  approved: approveItem(labeled, rev, 2)!,
  skipped,
  needsReview: { ...labeled, state: 'needsReview' },
}

describe('the removal of an item', () => {
  it.each(Object.entries(states))('%s: is undone without a trace', (_, item) => {
    const removed = removeItem(item, rev, 5)!
    expect(removed).toMatchObject({
      state: 'removed',
      removal: { by: 'rev', at: 5, from: item.state },
      changedAt: 5,
    })
    expect(removed.queue).toBeUndefined()
    expect([removed.decision, removed.answers]).toEqual([item.decision, item.answers])
    expect(removeItem(removed, rev, 6)).toBeUndefined()
    expect(restoreItem(removed, 7)).toEqual({ ...item, changedAt: 7 })
    expect(restoreItem(item, 7)).toBeUndefined()
  })

  it('gives no place in the queue to an item whose file is missing', () => {
    const removed: ItemDocument = { ...removeItem(open, rev, 5)!, missing: true }
    expect(restoreItem(removed, 7)).toMatchObject({ state: 'unlabeled', missing: true })
    expect(restoreItem(removed, 7)!.queue).toBeUndefined()
  })

  it('restores an item whose skip was accepted, also by an earlier version', () => {
    const accepted = acceptSkipOfItem(skipped, rev, 5)!
    expect(restoreItem(accepted, 7)).toEqual({ ...skipped, changedAt: 7 })
    const { skipAccepted: _, ...old } = accepted
    expect(restoreItem(old, 7)).toEqual({ ...skipped, changedAt: 7 })
  })
})

const actions: Readonly<Record<string, (item: ItemDocument) => ItemDocument | undefined>> = {
  label: (item) => answerItem(item, labelOf('c0'), ann, 1),
  skip: (item) => answerItem(item, { type: 'Skip' }, ann, 1),
  approve: (item) => approveItem(item, rev, 1),
  reject: (item) => rejectItem(item, rev, 1),
  acceptSkip: (item) => acceptSkipOfItem(item, rev, 1),
  remove: (item) => removeItem(item, rev, 1),
  restore: (item) => restoreItem(item, 1),
}

describe('an item as of a snapshot', () => {
  it('has the state that it had then, through one removal and its end', async () => {
    await checkProperty(
      'removal-snapshots',
      fc.property(fc.array(fc.constantFrom(...Object.keys(actions)), { maxLength: 12 }), (names) => {
        let item = stampItem(undefined, open, 0)
        const truth = [item.state]
        let removals = 0
        for (const [index, name] of names.entries()) {
          const after = actions[name]!(item)
          // Which of several removals a snapshot fell into is not kept.
          if (after?.state === 'removed') removals += 1
          if (after && removals > 1) break
          if (after) item = stampItem(item, after, index + 1)
          truth.push(item.state)
        }
        const seen = truth.map((_, epoch) => itemAsOf(item, epoch)?.state)
        expect(seen).toEqual(truth)
      }),
      { runs: 700 },
    )
  })
})
