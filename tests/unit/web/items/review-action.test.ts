import { expect, test } from '@jest/globals'
import { allows, stateAfter, usualStateFor } from '../../../../web/src/items/review-action.ts'

const states = ['unlabeled', 'labeled', 'skipped', 'needsReview', 'approved', 'removed']

test.each([
  ['Approve', ['labeled', 'needsReview']],
  ['Reject', ['labeled', 'skipped', 'needsReview', 'approved']],
  ['AcceptSkip', ['skipped']],
  ['Unapprove', ['approved']],
  ['Relabel', ['unlabeled', 'labeled', 'skipped', 'needsReview', 'approved']],
] as const)('%s is offered in the states that the service allows', (action, allowed) => {
  expect(states.filter((state) => allows(action, state))).toEqual(allowed)
})

test('an approval that is taken back leaves a state that can be approved again', () => {
  expect(allows('Approve', stateAfter('Unapprove'))).toBe(true)
  expect(allows('Unapprove', stateAfter('Approve'))).toBe(true)
})

test('the usual state of an action allows it', () => {
  for (const action of ['Approve', 'Reject', 'AcceptSkip', 'Unapprove'] as const)
    expect(allows(action, usualStateFor(action))).toBe(true)
})
