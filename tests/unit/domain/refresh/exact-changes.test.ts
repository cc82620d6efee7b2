import { expect, test } from '@jest/globals'
import { exactChanges, noItems } from '../../../../src/domain/refresh/exact-changes.ts'

const counted = { new: 3, changed: 2, back: 1, missing: 4 }

test('what was counted exactly stays', () => {
  expect(exactChanges(counted, { total: 10, missing: 2 }, { total: 13, missing: 5 })).toEqual(counted)
})

test.each([
  ['new', { new: 1 }],
  ['missing', { missing: 0 }],
  ['back', { back: 0 }],
])('what a repeated step did not count as %s is added', (_, less) => {
  expect(exactChanges({ ...counted, ...less }, { total: 10, missing: 2 }, { total: 13, missing: 5 })).toEqual(
    counted,
  )
})

test('an import begins without items', () => {
  const none = { new: 0, changed: 0, back: 0, missing: 0 }
  expect(exactChanges(none, noItems, { total: 7, missing: 2 })).toEqual({ ...none, new: 7, missing: 2 })
})
