import { describe, expect, test } from '@jest/globals'
import { itemStates } from '../../../../../src/domain/model/items/item.ts'
import {
  targetOf,
  statesAllowing,
  type ItemAction,
} from '../../../../../src/domain/model/items/transitions.ts'

/** State after each action, in the order of `itemStates`; empty: not allowed. */
const table: Readonly<Record<ItemAction, readonly string[]>> = {
  // ------- unlabeled, labeled, skipped, needsReview, approved, removed
  label: ['labeled', '', '', '', '', ''],
  skip: ['skipped', '', '', '', '', ''],
  takeBack: ['', 'unlabeled', 'unlabeled', '', '', ''],
  reject: ['', 'unlabeled', 'unlabeled', 'unlabeled', 'unlabeled', ''],
  approve: ['', 'approved', '', 'approved', '', ''],
  unapprove: ['', '', '', '', 'labeled', ''],
  acceptSkip: ['', '', 'removed', '', '', ''],
  relabel: ['labeled', 'labeled', 'labeled', 'labeled', 'labeled', ''],
  requeue: ['', 'unlabeled', 'unlabeled', 'unlabeled', 'unlabeled', ''],
  remove: ['removed', 'removed', 'removed', 'removed', 'removed', ''],
  restore: ['', '', '', '', '', 'former'],
}
const actions = Object.keys(table) as ItemAction[]

describe('the lifecycle of an item', () => {
  test.each(actions)('%s leads where the table says, and is not allowed elsewhere', (action) => {
    expect(itemStates.map((state) => targetOf(state, action) ?? '')).toEqual(table[action])
  })

  test.each(actions)('the states that allow %s are listed', (action) => {
    const allowing = itemStates.filter((_, index) => table[action][index] !== '')
    expect(statesAllowing(action).toSorted()).toEqual(allowing.toSorted())
  })
})
