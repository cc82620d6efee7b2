import { describe, expect, test } from '@jest/globals'
import { createLeaseEnds, waitUntil } from '../../../../src/domain/labeling/lease-ends.ts'
import { userId } from '../../../../src/domain/core/ids.ts'
import { makePage } from '../../../support/make-documents.ts'

const eve = userId.parse('eve')
const page = (leaseUntil: number) => makePage(`until-${leaseUntil}`, [], { leaseUntil })

describe('the first lease that ends', () => {
  test('is that of all segments that are asked for, and no other', () => {
    const ends = createLeaseEnds()
    ends.note('a', [page(900), page(300)], 0)
    ends.note('b', [page(500)], 0)
    ends.note('c', [page(100)], 0)
    expect(ends.first(['a', 'b'], 0, eve)).toBe(300)
    expect(ends.first(['b', 'unknown'], 0, eve)).toBe(500)
    expect(ends.first(['unknown'], 0, eve)).toBeUndefined()
  })

  test('has not ended, and is what the last grant read', () => {
    const ends = createLeaseEnds()
    ends.note('a', [page(100), page(300)], 200)
    expect(ends.first(['a'], 200, eve)).toBe(300)
    expect(ends.first(['a'], 300, eve)).toBeUndefined()
    ends.note('a', [makePage('ben', [], { status: 'Submitted', leaseUntil: undefined })], 200)
    expect(ends.first(['a'], 200, eve)).toBeUndefined()
  })

  test('is none of the pages of the labeler who asks', () => {
    const ends = createLeaseEnds()
    const [ana, ben] = [userId.parse('ana'), userId.parse('ben')]
    const of = (labeler: string, leaseUntil: number) => makePage(labeler, [], { leaseUntil })
    ends.note('a', [of('ben', 900), of('ana', 200), of('ana', 100)], 0)
    expect(ends.first(['a'], 0, eve)).toBe(100)
    expect(ends.first(['a'], 0, ana)).toBe(900)
    expect(ends.first(['a'], 0, ben)).toBe(100)
    ends.note('a', [of('ana', 200), of('ana', 100)], 0)
    expect(ends.first(['a'], 0, ana)).toBeUndefined()
  })
})

test.each([
  [undefined, 5],
  [1_000, 1],
  [1_001, 1],
  [2_001, 2],
  [31_000, 30],
  [8 * 3_600_000, 60],
])('a lease until %j at 1000 is %i seconds to wait', (end, seconds) => {
  expect(waitUntil(end, 1_000)).toBe(seconds)
})
