import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../../src/domain/core/ids.ts'
import { pickSegments } from '../../../../src/domain/labeling/pick-segments.ts'
import { noCounters } from '../../../../src/domain/model/items/counters.ts'

const ana = userId.parse('ana')
const counters = (...open: readonly number[]) => open.map((count) => ({ ...noCounters, open: count }))
const weight = (segment: number) => createHash('sha256').update(`u1 ana ${segment}`).digest().readUIntBE(0, 6)

describe('the segments that a labeler turns to', () => {
  test('are those with open items, by a hash of project, labeler and segment', () => {
    const all = Array.from({ length: 12 }, (_, segment) => segment)
    const order = all.toSorted((one, other) => weight(other) - weight(one))
    expect(order).not.toEqual(all)
    expect(pickSegments('u1', ana, counters(...all.map(() => 1)))).toEqual(order)
  })

  test('keep their order as segments drain', () => {
    const order = pickSegments('u1', ana, counters(1, 1, 1, 1, 1))
    const open = [0, 1, 2, 3, 4].map((segment) => (segment === order[0] || segment === order[2] ? 0 : 5))
    expect(pickSegments('u1', ana, counters(...open))).toEqual([order[1], order[3], order[4]])
    expect(pickSegments('u1', ana, counters(0, 0))).toEqual([])
  })

  test('are spread over labelers', () => {
    const firsts = Array.from({ length: 40 }, (_, index) => {
      const labeler = userId.parse(`user${index}`)
      return pickSegments('u1', labeler, counters(1, 1, 1, 1))[0]
    })
    expect(new Set(firsts).size).toBe(4)
  })
})
