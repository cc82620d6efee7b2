import { describe, expect, test } from '@jest/globals'
import { userId, type ItemId } from '../../../../src/domain/core/ids.ts'
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

const nobody = { labeler: userId.parse('ana'), atWork: new Set<string>(), held: new Set<ItemId>() }

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
        const options = { ...nobody, size: itemsPerRead, returnedFirst }
        for await (const { document } of findOpenItems(store, 'u1:0', start, options))
          found.push(document.path)
        expect(found).toEqual(returnedFirst ? [...rejected, ...others] : [...others, ...rejected])
      }
  })
})

describe('rejected items', () => {
  const rejected = (path: string, queue: number, by: string): ItemDocument => ({
    ...placed(path, queue),
    history: [
      {
        decision: { source: 'Labeler', type: 'Skip', by, at: 1 },
        endedAt: 2,
        endedBy: 'rita',
        action: 'Rejected',
      },
    ],
  })
  const ana = userId.parse('ana')
  const search = async (
    all: readonly ItemDocument[],
    options: Partial<Parameters<typeof findOpenItems>[3]> = {},
  ): Promise<readonly string[]> => {
    const store = createMemoryStore(() => 0)
    for (const document of all) await store.batch('items', 'u1:0', [{ type: 'create', document }])
    const found: string[] = []
    const asked = { ...nobody, size: 3, returnedFirst: true, ...options }
    for await (const { document } of findOpenItems(store, 'u1:0', start, asked)) found.push(document.path)
    return found
  }
  const some = [
    rejected('of ben', -9, 'ben'),
    rejected('of cleo', -8, 'cleo'),
    rejected('own', -7, 'ana'),
    placed('new', start),
  ]

  test('of the labeler are the first', async () => {
    expect(await search(some)).toEqual(['own', 'of ben', 'of cleo', 'new'])
    expect(await search(some, { labeler: userId.parse('cleo') })).toEqual(['of cleo', 'of ben', 'own', 'new'])
  })

  test('of another one who has a page are the last, and not left out', async () => {
    expect(await search(some, { atWork: new Set(['ben', 'ana']) })).toEqual([
      'own',
      'of cleo',
      'new',
      'of ben',
    ])
  })

  test('are each found once, however many there are and wherever the search stops sorting', async () => {
    const many = (count: number, by: string, at: number) =>
      Array.from({ length: count }, (_, index) => rejected(`${by} ${index}`, at + (index >> 1), by))
    for (const all of [
      [...many(120, 'ben', -1000), ...many(5, 'ana', -500), placed('new', 1)],
      [...many(49, 'ben', -1000), ...many(4, 'ana', -976), ...many(9, 'cleo', -976)],
      [...many(7, 'ana', -1000), ...many(60, 'cleo', -1000)],
    ])
      for (const atWork of [[], ['ben'], ['ben', 'cleo']]) {
        const found = await search(all, { atWork: new Set(atWork) })
        expect(found.toSorted()).toEqual(all.map(({ path }) => path).toSorted())
      }
  })

  test('on the pages of others do not hide those behind them', async () => {
    const all = [
      ...Array.from({ length: 70 }, (_, index) => rejected(`held ${index}`, index - 1000, 'ben')),
      rejected('own', -2, ana),
      placed('new', 1),
    ]
    const held = new Set(all.slice(0, 70).map(({ id }) => id))
    expect((await search(all, { held })).slice(0, 2)).toEqual(['own', 'new'])
  })
})
