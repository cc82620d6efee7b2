import { expect, it } from '@jest/globals'
import type { Query } from '../../../src/domain/ports/store.ts'
import { create, filled, idsOf, item, items, newPartition, write } from './helpers.ts'
import type { Use } from './helpers.ts'

const digits = (n: number): string => String(n).padStart(3, '0')
const numbered = (count: number) =>
  Array.from({ length: count }, (_, n) => item(`i${digits(n)}`, { path: `p${digits(n)}`, queue: n }))

export const pagingContract = (use: Use): void => {
  it.each([1, 3, 10, 25, 1000])('gives each document once in pages of %i', async (limit) => {
    const { store } = use()
    const documents = numbered(25)
    const partition = await filled(store, documents)
    const range = [
      { field: 'queue', op: 'gte', value: 2 },
      { field: 'queue', op: 'lt', value: 20 },
    ] as const
    const ids = documents.map(({ id }) => id)
    expect(await idsOf(store, partition, items({ limit }))).toEqual(ids)
    const some = { where: range, orderBy: 'queue', limit }
    expect(await idsOf(store, partition, some)).toEqual(ids.slice(2, 20))
    const backwards = await idsOf(store, partition, { ...some, descending: true })
    expect(backwards).toEqual(ids.slice(2, 20).toReversed())
  })

  it('skips and repeats nothing when documents come and go between pages', async () => {
    const { store } = use()
    const partition = await filled(store, numbered(20))
    const query: Query = items({ orderBy: 'path', limit: 6 })
    const first = await store.query('items', partition, query)
    const seen = first.documents.map(({ document }) => document.id)
    const gone = await store.readMany('items', partition, ['i002', 'i005', 'i007'])
    await write(store, partition, [
      ...gone.map(({ document, etag }) => ({ type: 'delete', id: document.id, ifMatch: etag }) as const),
      create(item('before', { path: 'p000a' })),
      create(item('after', { path: 'p010a' })),
    ])
    const { continuation } = first
    expect(continuation).toBeDefined()
    let next = continuation
    while (next !== undefined) {
      const page = await store.query('items', partition, { ...query, continuation: next })
      seen.push(...page.documents.map(({ document }) => document.id))
      next = page.continuation
    }
    const left = numbered(20).map(({ id }) => id)
    const expected = left.filter((id) => id !== 'i007').toSpliced(10, 0, 'after')
    expect(seen).toEqual(expected)
  })

  it('takes a continuation with another limit', async () => {
    const { store } = use()
    const partition = await filled(store, numbered(10))
    const { continuation = '' } = await store.query('items', partition, items({ limit: 3 }))
    const rest = await store.query('items', partition, items({ limit: 100, continuation }))
    expect(rest.documents.map(({ document }) => document.id)).toEqual(
      numbered(10)
        .slice(3)
        .map(({ id }) => id),
    )
  })

  it('refuses a continuation that is broken or belongs to another query', async () => {
    const { store } = use()
    const partition = await filled(store, numbered(10))
    const { continuation = '' } = await store.query('items', partition, items({ limit: 3 }))
    expect(continuation).toMatch(/^[\w-]+$/)
    const wrong: readonly (readonly [string, Query])[] = [
      [partition, items({ continuation: '' })],
      [partition, items({ continuation: 'AAAA' })],
      [partition, items({ continuation: 'no base64 \u0000 😀' })],
      [partition, items({ continuation: continuation.slice(0, -5) })],
      [partition, items({ continuation: Buffer.from('[1,2,3]').toString('base64url') })],
      [partition, items({ continuation: Buffer.from('null').toString('base64url') })],
      [partition, items({ continuation, descending: true })],
      [partition, items({ continuation, orderBy: 'path' })],
      [partition, items({ continuation, where: [{ field: 'kind', op: 'eq', value: 'page' }] })],
      [newPartition(), items({ continuation })],
    ]
    for (const [where, query] of wrong) {
      await expect(store.query('items', where, query)).rejects.toMatchObject({ code: 'InvalidContinuation' })
    }
  })
}
