import { expect, it } from '@jest/globals'
import { DomainError } from '../../../src/domain/core/errors.ts'
import type { BatchOperation, Query } from '../../../src/domain/ports/store.ts'
import { create, item, items, itemsWhere, newPartition } from './helpers.ts'
import type { Use } from './helpers.ts'

const increment = (by: Readonly<Record<string, number>>): BatchOperation => ({
  type: 'increment',
  id: 'a',
  by,
})
const paths = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`n${n}`, 1]))

const batches: Readonly<Record<string, readonly BatchOperation[]>> = {
  'no operation': [],
  '101 operations': Array.from({ length: 101 }, (_, n) => create(item(`i${n}`))),
  'increments that cost too much': [
    ...Array.from({ length: 99 }, (_, n) => create(item(`i${n}`))),
    increment(paths(11)),
  ],
  'an increment of nothing': [increment({})],
  'an increment by no number': [increment({ n: Number.NaN })],
  'an increment of the empty path': [increment({ 'a..b': 1 })],
  'the empty id': [create(item(''))],
  'an id with a slash': [create(item('a/b'))],
  'an id with a backslash': [create(item('a\\b'))],
  'an id with a question mark': [{ type: 'delete', id: 'a?', ifMatch: 'x' }],
  'an id with a hash': [create(item('#'))],
  'an id of 1024 bytes': [create(item('é'.repeat(512)))],
  'a document over 2 MB': [create(item('a', { text: 'é'.repeat(1024 * 1024) }))],
  'documents over 2 MB together': [1, 2, 3].map((n) => create(item(`i${n}`, { text: 'x'.repeat(800_000) }))),
  'a document without a kind': [create({ id: 'a', kind: '' })],
  'another text for what was audited': [{ type: 'replace', document: item('audit:p:1'), ifMatch: 'x' }],
  'the end of what was audited': [{ type: 'delete', id: 'audit:p:1', ifMatch: 'x' }],
  'more of what was audited': [{ type: 'increment', id: 'audit:p:1', by: { at: 1 } }],
  'a ttl of 0': [create(item('a', { ttl: 0 }))],
  'a broken ttl': [create(item('a', { ttl: 1.5 }))],
}

const queries: Readonly<Record<string, Query>> = {
  'an undeclared field': itemsWhere({ field: 'colour', op: 'eq', value: 'red' }),
  'an inherited name as a field': itemsWhere({ field: 'constructor', op: 'eq', value: 'x' }),
  'an undeclared order': items({ orderBy: 'colour' }),
  'an order without an index': items({ orderBy: 'labeledBy' }),
  'an index without its first field': items({ where: [] }),
  'a value of another type': itemsWhere({ field: 'queue', op: 'eq', value: '1' }),
  'a value that is no number': itemsWhere({ field: 'queue', op: 'lt', value: Number.NaN }),
  'a member of a scalar': itemsWhere({ field: 'path', op: 'contains', value: 'x' }),
  'equality with an array': itemsWhere({ field: 'classes', op: 'eq', value: 'x' }),
  'a limit of 0': items({ limit: 0 }),
  'a limit of 1001': items({ limit: 1001 }),
  'a broken limit': items({ limit: 1.5 }),
}

/** Mistakes of the calling code reject with a plain error: no user could do anything about them. */
export const refusalContract = (use: Use): void => {
  const refused = async (promise: Promise<unknown>) => {
    const error: unknown = await promise.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(DomainError)
  }

  it.each(Object.keys(batches))('refuses %s', async (name) => {
    await refused(use().store.batch('items', newPartition(), batches[name] ?? []))
  })

  it.each(Object.keys(queries))('refuses to ask for %s', async (name) => {
    const query = queries[name]
    if (query) await refused(use().store.query('items', newPartition(), query))
  })

  it('refuses partitions and ids that cannot be', async () => {
    const { store } = use()
    const document = item('a')
    await refused(store.batch('items', 'x'.repeat(2049), [create(document)]))
    await refused(store.batch('items', '', [create(document)]))
    await refused(store.query('items', '', items()))
    await refused(store.read('items', '', 'a'))
    await refused(store.read('items', newPartition(), 'a/b'))
    await refused(
      store.readMany(
        'items',
        newPartition(),
        Array.from({ length: 1001 }, (_, n) => `i${n}`),
      ),
    )
  })

  it('takes the longest of ids and partitions', async () => {
    const { store } = use()
    const [partition, id] = [`${newPartition()}-`.padEnd(2048, 'p'), 'i'.repeat(1023)]
    await store.batch('items', partition, [create(item(id))])
    expect((await store.read('items', partition, id))?.document).toEqual(item(id))
  })
}
