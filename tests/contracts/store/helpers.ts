import { randomUUID } from 'node:crypto'
import { expect } from '@jest/globals'
import type { BatchOperation, Clause, Query, Store, StoredDocument } from '../../../src/domain/ports/store.ts'
import type { OpenStore } from './open-store.ts'

export type Use = () => OpenStore

/** A partition that no other test uses, so that the suite can also run on one lasting account. */
export const newPartition = (): string => `p-${randomUUID()}`

export const item = (id: string, more: Partial<StoredDocument> = {}): StoredDocument => ({
  id,
  kind: 'item',
  ...more,
})

export const create = (document: StoredDocument): BatchOperation => ({ type: 'create', document })

/** Writes a batch that must succeed. */
export const write = async (store: Store, partition: string, operations: readonly BatchOperation[]) => {
  const result = await store.batch('items', partition, operations)
  if (!result.ok) throw new Error(`Operation ${result.index} failed: ${result.failure}`)
  return result.etags
}

/** A partition with these documents in it. */
export const filled = async (store: Store, documents: readonly StoredDocument[]): Promise<string> => {
  const partition = newPartition()
  for (let from = 0; from < documents.length; from += 100) {
    await write(store, partition, documents.slice(from, from + 100).map(create))
  }
  return partition
}

export const items = (more: Partial<Query> = {}): Query => ({
  where: [{ field: 'kind', op: 'eq', value: 'item' }],
  orderBy: 'id',
  limit: 1000,
  ...more,
})

export const itemsWhere = (...clauses: readonly Clause[]): Query =>
  items({ where: [{ field: 'kind', op: 'eq', value: 'item' }, ...clauses] })

export const idsOf = async (store: Store, partition: string, query: Query): Promise<readonly string[]> => {
  const ids: string[] = []
  let continuation: string | undefined
  do {
    const page = await store.query('items', partition, continuation ? { ...query, continuation } : query)
    expect(page.documents.length).toBeLessThanOrEqual(query.limit)
    ids.push(...page.documents.map(({ document }) => document.id))
    continuation = page.continuation
  } while (continuation !== undefined)
  return ids
}
