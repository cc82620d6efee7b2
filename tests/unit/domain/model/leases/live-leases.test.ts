import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../../../src/domain/core/ids.ts'
import {
  heldByOtherPages,
  heldByOthers,
  pagesOf,
  readLiveLeases,
} from '../../../../../src/domain/model/leases/live-leases.ts'
import { pageIdIn } from '../../../../../src/domain/model/leases/lease.ts'
import type { Store } from '../../../../../src/domain/ports/store.ts'
import { makeItem, makePage, makeProject } from '../../../../support/make-documents.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'

const [a, b, c] = ['a.png', 'b.png', 'c.png'].map((path) => makeItem(makeProject(), path))
const [ana, ben] = [userId.parse('ana'), userId.parse('ben')]
const anas = makePage('ana', [a!], { leaseUntil: 30 })
const bens = makePage('ben', [b!, c!], { leaseUntil: 20 })

describe('the live leases of a segment', () => {
  test('are those that are held now, the first to expire first', async () => {
    const store = createMemoryStore(() => 0)
    const others = [
      makePage('cleo', [], { leaseUntil: 10 }),
      makePage('dan', [], { status: 'Released' }),
      { ...a!, leaseUntil: 50 },
    ]
    for (const document of [anas, bens, ...others])
      await store.batch('items', 'u1:0', [{ type: 'create', document }])
    const live = await readLiveLeases(store, 'u1:0', 10)
    expect(live.map(({ document }) => document)).toEqual([bens, anas])
    expect(await readLiveLeases(store, 'u1:1', 10)).toEqual([])
  })

  test('are read to the end, some at a time', async () => {
    const limits: number[] = []
    const query: Store['query'] = async (_, __, { limit, continuation }) => {
      limits.push(limit)
      const document = continuation === undefined ? anas : bens
      const page = { documents: [{ document, etag: 'e' }] }
      return continuation === undefined ? { ...page, continuation: 'more' } : page
    }
    expect(await readLiveLeases({ query } as Store, 'u1:0', 0)).toHaveLength(2)
    expect(limits).toEqual([200, 200])
  })

  test('tell the pages of a labeler, the oldest first, and what others hold', () => {
    const newer = { ...bens, page: pageIdIn(0, 'newer'), grantedAt: 5, items: [] }
    const twin = { ...newer, page: pageIdIn(0, 'twin') }
    const live = [anas, twin, newer, bens].map((document) => ({ document, etag: 'e' }))
    expect(pagesOf(live, ben, 10)).toEqual([bens, newer, twin])
    expect(pagesOf(live, ben, 20)).toEqual([])
    expect(pagesOf(live, userId.parse('eve'), 10)).toEqual([])
    expect(heldByOthers([anas, bens], ana)).toEqual(new Set([b!.id, c!.id]))
    expect(heldByOthers([anas, bens], userId.parse('eve'))).toEqual(new Set([a!.id, b!.id, c!.id]))
  })

  test('tell what other pages hold, also those of the same labeler', () => {
    const second = { ...anas, page: pageIdIn(0, 'second'), items: [{ id: c!.id }] }
    expect(heldByOtherPages([anas, second], anas)).toEqual(new Set([c!.id]))
    expect(heldByOtherPages([anas], anas)).toEqual(new Set())
  })
})
