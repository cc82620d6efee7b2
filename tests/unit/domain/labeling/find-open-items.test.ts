import { describe, expect, test } from '@jest/globals'
import { chooseStart, findOpenItems } from '../../../../src/domain/labeling/find-open-items.ts'
import type { ItemDocument } from '../../../../src/domain/model/items/item.ts'
import { rankLimit } from '../../../../src/domain/model/items/segment.ts'
import { makeItem, makeProject } from '../../../support/make-documents.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'

const start = chooseStart('page1', [])
const placed = (path: string, queue: number | undefined): ItemDocument => {
  const { queue: _, ...rest } = makeItem(makeProject(), path)
  return queue === undefined ? rest : { ...rest, queue }
}

describe('the start of a page in the queue', () => {
  test('follows from what is unique to the page, and is anywhere in the queue', () => {
    expect(chooseStart('page1', [])).toBe(start)
    const starts = Array.from({ length: 100 }, (_, index) => chooseStart(`page${index}`, []))
    expect(new Set(starts).size).toBe(100)
    for (const one of starts) expect(one >= 0 && one < rankLimit).toBe(true)
    for (const half of [0, 1])
      expect(starts.filter((one) => Math.floor((2 * one) / rankLimit) === half).length).toBeGreaterThan(30)
  })

  test('is far from the starts of other pages, also around the end of the queue', () => {
    const apart = (one: number, other: number) =>
      Math.min(Math.abs(one - other), rankLimit - Math.abs(one - other)) / rankLimit
    for (const taken of [[start], [0], [rankLimit - 1], [0.2 * rankLimit, 0.7 * rankLimit]]) {
      const starts = Array.from({ length: 50 }, (_, index) => chooseStart(`page${index}`, taken))
      const least = starts.map((one) => Math.min(...taken.map((other) => apart(one, other))))
      expect(Math.min(...least)).toBeGreaterThan(0.02)
      expect(new Set(starts).size).toBe(50)
    }
  })

  test('of many pages in turn leaves few of them next to another one', () => {
    const taken: number[] = []
    for (let index = 0; index < 20; index += 1) taken.push(chooseStart(`page${index}`, taken))
    const sorted = taken.toSorted((one, other) => one - other)
    const gaps = sorted.map((one, index) => ((sorted[index + 1] ?? sorted[0]! + rankLimit) - one) / rankLimit)
    expect(gaps.filter((gap) => gap < 0.01).length).toBeLessThanOrEqual(2)
  })
})

describe('the open items of a segment', () => {
  test('come up once each: rejected ones first, then from the start around the queue', async () => {
    const store = createMemoryStore(() => 0)
    const all = [
      placed('before', start - 1),
      placed('zero', 0),
      placed('last', rankLimit - 1),
      placed('start', start),
      placed('rejected later', -1),
      placed('rejected first', -2),
      placed('closed', undefined),
    ]
    for (const document of all) await store.batch('items', 'u1:0', [{ type: 'create', document }])
    const rejected = ['rejected first', 'rejected later']
    const others = ['start', 'last', 'zero', 'before']
    for (const itemsPerRead of [1, 2, 100])
      for (const returnedFirst of [true, false]) {
        const found: string[] = []
        const options = { itemsPerRead, returnedFirst }
        for await (const { document } of findOpenItems(store, 'u1:0', start, options))
          found.push(document.path)
        expect(found).toEqual(returnedFirst ? [...rejected, ...others] : [...others, ...rejected])
      }
  })
})
