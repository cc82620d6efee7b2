import { expect, test } from '@jest/globals'
import { checkCounters } from '../../../../../lab/soak/check/check-counters.ts'
import { evidenceOf, makeUp } from './made-up-store.ts'

/** The rules that are broken when the counters of the segment have these fields. */
const brokenWith = (fields: object): string[] => {
  const made = makeUp()
  Object.assign(made.document('counters'), fields)
  return checkCounters(evidenceOf(made))
    .filter(({ problems }) => problems.length > 0)
    .map(({ rule }) => rule)
}
const shared = { labeled: {}, skipped: {}, rejected: {}, replaced: {} }

test.each(['labeled', 'skipped', 'rejected', 'replaced'])(
  'a labeler is counted in the counters of the segment, too: %s',
  (name) => {
    const give = (by: number) => ({ returned: 1, labelers: { ...shared, [name]: { ana: by } } })
    expect(brokenWith(give(0))).toEqual([])
    expect(brokenWith(give(1))).toEqual(['the counters of each labeler are exact'])
  },
)

test('a user id has points where its name has colons', () => {
  const made = makeUp()
  Object.assign(made.document('counters'), { labelers: { ...shared, labeled: { 'a:b': 1 } } })
  const [, labelers] = checkCounters(evidenceOf(made))
  expect(labelers?.problems).toEqual([
    expect.stringContaining('a.b: labeled is counted 1, it is 0'),
    expect.stringContaining('a.b: submitted is counted 1, it is 0'),
  ])
})

test('rejected items in the queue are counted, where the segment does so', () => {
  expect(brokenWith({})).toEqual([])
  expect(brokenWith({ returned: 1 })).toEqual([])
  expect(brokenWith({ returned: 0 })).toEqual(['the counters of each segment are exact'])
})
