import { expect, it } from '@jest/globals'
import { noCounters } from '../../../../../src/domain/model/items/counters.ts'
import { sumCounters } from '../../../../../src/domain/model/items/read-counters.ts'
import { shownStatus } from '../../../../../src/domain/model/projects/project-status.ts'
import { makeProject } from '../../../../support/labeling-world.ts'

it.each([
  ['nothing', {}, 'Running'],
  [
    'labeled, approved, skipped and removed items',
    { labeled: 1, approved: 1, skipped: 1, removed: 1 },
    'Completed',
  ],
  ['an item without an answer and without a file', { labeled: 9, unlabeled: 1 }, 'Running'],
  ['an item to review', { labeled: 9, needsReview: 1 }, 'Running'],
])('a running project with %s is shown as it is', (_, states, status) => {
  const totals = sumCounters([{ ...noCounters, states, open: 0, missing: 1 }])
  expect(shownStatus(makeProject({ status: 'Running' }), totals)).toBe(status)
  expect(shownStatus(makeProject({ status: 'Paused' }), totals)).toBe('Paused')
})
