import { expect, it } from '@jest/globals'
import type { Clause } from '../../../src/domain/ports/store.ts'
import { filled, idsOf, item, items, itemsWhere, newPartition, write } from './helpers.ts'
import type { Use } from './helpers.ts'

const sample = [
  item('a', { state: 'unlabeled', path: 'x/1', queue: 1, headerPending: true, classes: [] }),
  item('b', { state: 'labeled', path: 'x/2', labeledBy: 'eve', classes: ['c1', 'c2'], leaseUntil: 5 }),
  item('c', { state: 'labeled', path: 'y/1', labeledBy: 'bob', classes: ['c2'], headerPending: false }),
  { id: 'd', kind: 'page', state: 'labeled', leaseUntil: 7, path: 'x/3', classes: { c2: 'c2' } },
]

export const queryContract = (use: Use): void => {
  const cases: readonly (readonly [readonly Clause[], readonly string[]])[] = [
    [[], ['a', 'b', 'c']],
    [[{ field: 'state', op: 'eq', value: 'labeled' }], ['b', 'c']],
    [[{ field: 'state', op: 'eq', value: "x' OR 1=1 --" }], []],
    [
      [
        { field: 'state', op: 'eq', value: 'labeled' },
        { field: 'labeledBy', op: 'eq', value: 'eve' },
      ],
      ['b'],
    ],
    [[{ field: 'classes', op: 'contains', value: 'c2' }], ['b', 'c']],
    [[{ field: 'classes', op: 'contains', value: 'c' }], []],
    [[{ field: 'headerPending', op: 'eq', value: true }], ['a']],
    [[{ field: 'headerPending', op: 'eq', value: false }], ['c']],
    [[{ field: 'queue', op: 'gt', value: 1 }], []],
    [[{ field: 'queue', op: 'gte', value: 1 }], ['a']],
    [[{ field: 'leaseUntil', op: 'lt', value: 5 }], []],
    [[{ field: 'leaseUntil', op: 'lte', value: 5 }], ['b']],
    [[{ field: 'id', op: 'gt', value: 'a' }], ['b', 'c']],
    [
      [
        { field: 'path', op: 'gte', value: 'x/' },
        { field: 'path', op: 'lt', value: 'x0' },
      ],
      ['a', 'b'],
    ],
  ]

  it('finds what all clauses say', async () => {
    const { store } = use()
    const partition = await filled(store, sample)
    for (const [clauses, ids] of cases) {
      expect([clauses, await idsOf(store, partition, itemsWhere(...clauses))]).toEqual([clauses, ids])
    }
  })

  it('finds nothing in another partition or container', async () => {
    const { store } = use()
    const partition = await filled(store, sample)
    expect(await store.query('items', newPartition(), items())).toEqual({ documents: [] })
    expect(await store.query('workspace', partition, items())).toEqual({ documents: [] })
  })

  it('gives whole documents with their etags, as copies', async () => {
    const { store } = use()
    const partition = await filled(store, [item('a', { path: 'x', deep: { b: [1] } })])
    const query = items({ orderBy: 'path' })
    const [found] = (await store.query('items', partition, query)).documents
    expect(found).toEqual(await store.read('items', partition, 'a'))
    Object.assign(found?.document ?? {}, { path: 'changed by the caller' })
    const [again] = (await store.query('items', partition, query)).documents
    expect(again?.document['path']).toBe('x')
  })

  it('leaves out documents without the order field, or with another type in it', async () => {
    const { store } = use()
    const partition = await filled(store, [
      item('a', { queue: 1 }),
      item('b'),
      item('c', { queue: null }),
      item('d', { queue: '1' }),
      item('e', { queue: 0 }),
    ])
    const query = { where: [], orderBy: 'queue', limit: 10 }
    expect(await idsOf(store, partition, query)).toEqual(['e', 'a'])
    const [a] = await store.readMany('items', partition, ['a'])
    await write(store, partition, [{ type: 'replace', document: item('a'), ifMatch: a?.etag ?? '' }])
    expect(await idsOf(store, partition, query)).toEqual(['e'])
  })

  it('finds the documents of the workspace', async () => {
    const { store } = use()
    const partition = newPartition()
    const version = (id: string, more: object) => ({ id, kind: 'run', ...more })
    await store.batch('workspace', partition, [
      { type: 'create', document: version('a', { open: true, startedAt: 3, version: 1 }) },
      { type: 'create', document: version('b', { open: false, startedAt: 2, version: 2 }) },
      { type: 'create', document: version('c', { open: true, startedAt: 1, version: 3 }) },
    ])
    const kind = { field: 'kind', op: 'eq', value: 'run' } as const
    const found = async (orderBy: string, clauses: readonly Clause[], descending: boolean) => {
      const query = { where: [kind, ...clauses], orderBy, limit: 10, descending }
      return (await store.query('workspace', partition, query)).documents.map(({ document }) => document.id)
    }
    expect(await found('startedAt', [{ field: 'open', op: 'eq', value: true }], false)).toEqual(['c', 'a'])
    expect(await found('startedAt', [], false)).toEqual(['c', 'b', 'a'])
    expect(await found('version', [], true)).toEqual(['c', 'b', 'a'])
    expect(await found('id', [], true)).toEqual(['c', 'b', 'a'])
  })
}
