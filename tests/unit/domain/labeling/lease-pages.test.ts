import { describe, expect, test } from '@jest/globals'
import { createItemMemory } from '../../../../src/domain/labeling/item-memory.ts'
import { createLeaseEnds } from '../../../../src/domain/labeling/lease-ends.ts'
import { leasePages } from '../../../../src/domain/labeling/lease-pages.ts'
import type { LeaseRequest } from '../../../../src/domain/labeling/decide-leases.ts'
import { userId } from '../../../../src/domain/core/ids.ts'
import { items, type ItemDocument } from '../../../../src/domain/model/items/item.ts'
import { writeSegment } from '../../../../src/domain/model/items/write-segment.ts'
import type { Query, Store, Stored } from '../../../../src/domain/ports/store.ts'
import { faultyStore } from '../../../support/faulty-store.ts'
import { makeItem, makeProject } from '../../../support/make-documents.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { addItems } from '../../../support/seed-project.ts'

const project = makeProject()
const segment = { uid: 'u1', segment: 0 }
const request = (labeler: string, size = 2): LeaseRequest => ({
  labeler: userId.parse(labeler),
  size,
  lease: 1500,
  severalSegments: false,
})

const setUp = async (items: number, wrap: (store: Store) => Store = (store) => store) => {
  const memory = createMemoryStore(() => 0)
  await addItems(
    memory,
    project,
    Array.from({ length: items }, (_, index) => `${index}.png`),
  )
  const known = createItemMemory()
  const clock = { now: 100 }
  let ids = 0
  const ends = createLeaseEnds()
  const newId = () => `id${(ids += 1)}`
  const deps = { store: wrap(memory), now: () => clock.now, newId, memory: known, ends }
  const lease = async (...args: Parameters<ReturnType<typeof leasePages>>) =>
    (await leasePages(deps)(...args)).map((page) => {
      if (page === 'Elsewhere') throw new Error('The labeler works in another segment')
      return page
    })
  return { memory, known, clock, ends, lease, deps }
}

describe('leases of one segment', () => {
  test('are documents with what a labeler needs, kept until a late answer can come', async () => {
    const { memory, lease } = await setUp(3)
    const [page] = await lease(segment, [request('ana')])
    expect(page).toEqual({
      id: 'page:0-id1',
      kind: 'page',
      page: '0-id1',
      labeler: 'ana',
      status: 'Held',
      items: [1, 2].map(() => ({ id: expect.any(String), fileEtag: expect.any(String) })),
      start: expect.any(Number),
      grantedAt: 100,
      leaseUntil: 1600,
      ttl: 2 + 7 * 24 * 3600,
    })
    expect((await memory.read('items', 'u1:0', 'page:0-id1'))?.document).toEqual(page)
    expect(await memory.read('items', 'u1:0', 'dispatch')).toMatchObject({ document: { turn: 1 } })
  })

  test('share no item, and end with the items', async () => {
    const { lease } = await setUp(5)
    const pages = await lease(
      segment,
      ['ana', 'ben', 'cleo', 'dan'].map((user) => request(user)),
    )
    expect(pages.map((page) => page?.items.length)).toEqual([2, 2, 1, undefined])
    expect(new Set(pages.flatMap((page) => page?.items.map(({ id }) => id) ?? [])).size).toBe(5)
    expect(await lease(segment, [request('eve')])).toEqual([undefined])
  })

  test('are one for each labeler, now and later', async () => {
    const { clock, lease } = await setUp(5)
    const [one, other] = await lease(segment, [request('ana'), request('ana')])
    expect(other).toEqual(one)
    clock.now = 1599
    expect(await lease(segment, [request('ana', 4)])).toEqual([one])
    clock.now = 1600
    const [next] = await lease(segment, [request('ana', 4)])
    expect(next?.page).not.toBe(one?.page)
    expect(next?.items).toHaveLength(4)
  })

  test('are decided again if another process decides meanwhile, and given up after 20 times', async () => {
    let conflicts = 0
    const { known, lease, memory } = await setUp(3, (store) =>
      faultyStore(store, ({ operations }) =>
        (operations?.length ?? 0) > 1 && conflicts-- > 0 ? 'conflict' : 'pass',
      ),
    )
    conflicts = 19
    const [page] = await lease(segment, [request('ana')])
    expect(page?.page).toBe('0-id20')
    const ids = page?.items.map(({ id }) => id) ?? []
    const remembered = known.take('u1:0', ids)
    expect(remembered.map(({ document }) => document.id)).toEqual(ids)
    for (const { document, etag } of remembered)
      expect(await memory.read('items', 'u1:0', document.id)).toEqual({ document, etag })
    conflicts = 20
    await expect(lease(segment, [request('ben')])).rejects.toMatchObject({ code: 'ServiceUnavailable' })
  })

  test('read no more items than they need', async () => {
    const limits: number[] = []
    const { lease } = await setUp(3, (store) => ({
      ...store,
      query: async (container, partition, query: Query) => {
        if (query.orderBy === 'queue') limits.push(query.limit)
        return store.query(container, partition, query)
      },
    }))
    await lease(segment, [request('ana')])
    expect(new Set(limits)).toEqual(new Set([2]))
  })

  const watchQueue = (asked: string[]) => (store: Store) => ({
    ...store,
    query: async (...[container, partition, query]: Parameters<Store['query']>) => {
      if (query.orderBy === 'queue') asked.push(query.where.map(({ op, value }) => `${op} ${value}`).join())
      return store.query(container, partition, query)
    },
  })

  test('look for rejected items first only where the counters know of some', async () => {
    const asked: string[] = []
    const { lease, memory, clock } = await setUp(9, watchQueue(asked))
    await lease(segment, [request('ana')])
    expect(asked).not.toContain('lt 0')
    const id = (await lease(segment, [request('ben', 1)]))[0]!.items[0]!.id
    const { document, etag } = (await items.read(memory, 'u1:0', id))!
    await writeSegment(memory, segment, [{ before: { document, etag }, after: { ...document, queue: -5 } }])
    // Another process has written it: that is known half a minute later.
    clock.now += 30_000
    asked.length = 0
    const [page] = await lease(segment, [request('cleo', 1)])
    expect(asked[0]).toBe('lt 0')
    expect(page?.items.map((item) => item.id)).toEqual([id])
  })

  test('look everywhere before there is nothing, whatever the counters say', async () => {
    const asked: string[] = []
    const { lease, memory } = await setUp(1, watchQueue(asked))
    const [{ document, etag }] = (await items.readMany(memory, 'u1:0', [makeItem(project, '0.png').id])) as [
      Stored<ItemDocument>,
    ]
    const moved = { ...document, queue: -5 }
    await memory.batch('items', 'u1:0', [{ type: 'replace', document: moved, ifMatch: etag }])
    const [page] = await lease(segment, [request('ana')])
    expect(page?.items.map(({ id }) => id)).toEqual([document.id])
    expect(await lease(segment, [request('ben')])).toEqual([undefined])
    expect(asked.filter((one) => one === 'lt 0')).toHaveLength(2)
  })

  test('start apart from those that are live, so that few of them read what another one holds', async () => {
    const asked: string[] = []
    const { lease } = await setUp(200, watchQueue(asked))
    const people = ['ana', 'ben', 'cleo', 'dan', 'eve']
    /** A page that started near the end of the queue goes on at its beginning. */
    const searches = () => asked.filter((one) => !one.startsWith('gte 0,')).length
    for (const user of people) await lease(segment, [request(user, 10)])
    expect(searches()).toBe(people.length)
    const together = await lease(
      segment,
      ['fay', 'gus'].map((user) => request(user, 10)),
    )
    expect(new Set(together.map((page) => page?.start)).size).toBe(2)
    expect(searches()).toBe(people.length + 2)
  })
})
