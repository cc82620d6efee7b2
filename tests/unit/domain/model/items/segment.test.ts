import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { itemId } from '../../../../../src/domain/core/ids.ts'
import {
  frontOfQueue,
  itemIdOf,
  rankLimit,
  rankOf,
  segmentOf,
  segmentPartition,
  segmentsFor,
} from '../../../../../src/domain/model/items/segment.ts'

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

describe('segments', () => {
  test.each([
    [0, 1],
    [1, 1],
    [20_000, 1],
    [20_001, 2],
    [40_000, 2],
    [255 * 20_000, 255],
    [256 * 20_000, 256],
    [256 * 20_000 + 1, 256],
    [1e9, 256],
  ])('for %i items there are %i', (items, segments) => {
    expect(segmentsFor(items)).toBe(segments)
  })

  test('an item lies in the one that its first 32 bits name', () => {
    const item = itemId.parse(`000003e8${'f'.repeat(24)}`)
    expect([1, 7, 256].map((segments) => segmentOf(item, segments))).toEqual([0, 1000 % 7, 1000 % 256])
    expect(segmentOf(itemId.parse(`ffffffff${'0'.repeat(24)}`), 256)).toBe(255)
  })

  test('each is a partition of its own', () => {
    expect(segmentPartition('u1', 3)).toBe('u1:3')
  })
})

// Ids and ranks are stored, so they may never change.
describe('what is computed once and stored', () => {
  test('an id is a hash of datastore and path, told apart by their lengths', () => {
    expect(itemIdOf('store', 'é.png')).toBe(sha256('5:store6:é.png').toString('hex').slice(0, 32))
    expect(itemIdOf('ab', 'c')).not.toBe(itemIdOf('a', 'bc'))
  })

  test('a rank is the first 48 bits of a hash of project and item', () => {
    const item = itemIdOf('store', 'a.png')
    expect(rankOf('u1', item)).toBe(sha256(`2:u132:${item}`).readUIntBE(0, 6))
    expect(rankLimit).toBe(281_474_976_710_656)
  })

  test('a rejected item lies before every new one, the earliest rejected first', () => {
    const latest = Date.parse('9999-12-31')
    expect(frontOfQueue(latest)).toBeLessThan(0)
    expect(frontOfQueue(1000)).toBe(1000 - 4_503_599_627_370_496)
  })
})
