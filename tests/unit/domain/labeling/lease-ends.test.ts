import { describe, expect, test } from '@jest/globals'
import { createLeaseEnds, waitUntil } from '../../../../src/domain/labeling/lease-ends.ts'
import { makePage } from '../../../support/make-documents.ts'

const page = (leaseUntil: number) => makePage(`until-${leaseUntil}`, [], { leaseUntil })

describe('the first lease that ends', () => {
  test('is that of all segments that are asked for, and no other', () => {
    const ends = createLeaseEnds()
    ends.note('a', [page(900), page(300)], 0)
    ends.note('b', [page(500)], 0)
    ends.note('c', [page(100)], 0)
    expect(ends.first(['a', 'b'], 0)).toBe(300)
    expect(ends.first(['b', 'unknown'], 0)).toBe(500)
    expect(ends.first(['unknown'], 0)).toBeUndefined()
  })

  test('has not ended, and is what the last grant read', () => {
    const ends = createLeaseEnds()
    ends.note('a', [page(100), page(300)], 200)
    expect(ends.first(['a'], 200)).toBe(300)
    expect(ends.first(['a'], 300)).toBeUndefined()
    ends.note('a', [makePage('ben', [], { status: 'Submitted', leaseUntil: undefined })], 200)
    expect(ends.first(['a'], 200)).toBeUndefined()
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
