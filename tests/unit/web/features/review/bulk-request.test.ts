import { expect, test } from '@jest/globals'
import {
  bulkActionsFor,
  bulkBodyOf,
  bulkFilterFor,
} from '../../../../../web/src/features/review/bulk-request.ts'

test('the state of the filter says what can be done to all of its items', () => {
  expect(bulkActionsFor({})).toEqual(['Approve', 'AcceptSkip', 'Unapprove', 'Reject'])
  expect(bulkActionsFor({ state: 'skipped' })).toEqual(['AcceptSkip', 'Reject'])
  expect(bulkActionsFor({ state: 'removed' })).toEqual([])
})

test('a filter without a state gets the one of the action, so that the count is of what changes', () => {
  expect(bulkFilterFor({ class: 'Cat' }, 'Unapprove', 100)).toEqual({ class: 'Cat', state: 'approved' })
  expect(bulkFilterFor({ state: 'needsReview', sort: 'path' }, 'Approve', 5)).toEqual({
    state: 'needsReview',
    sample: 5,
  })
})

test('the whole is not a sample, whatever the list shows', () => {
  expect(bulkFilterFor({ state: 'labeled', sample: 5 }, 'Approve', 100)).toEqual({ state: 'labeled' })
})

test('the sample stands beside the filter in the request', () => {
  const filter = { state: 'labeled', labeledBy: 'ann', sample: 5 }
  expect(bulkBodyOf({ action: 'Approve', filter, expectedCount: 12 })).toEqual({
    action: 'Approve',
    filter: { state: 'labeled', labeler: 'ann' },
    sample: 5,
    expectedCount: 12,
  })
})
