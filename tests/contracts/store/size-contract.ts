import { expect, it } from '@jest/globals'
import { DomainError } from '../../../src/domain/core/errors.ts'
import { maxBatchBytes } from '../../../src/domain/ports/store.ts'
import type { BatchOperation, StoredDocument } from '../../../src/domain/ports/store.ts'
import { create, filled, item, newPartition, write } from './helpers.ts'
import type { Use } from './helpers.ts'

const bytesOf = (document: StoredDocument): number => Buffer.byteLength(JSON.stringify(document))

/** So many documents of these bytes together. */
const documents = (count: number, bytes: number, idLength = 32): readonly StoredDocument[] =>
  Array.from({ length: count }, (_, index) => {
    const id = `${index}`.padStart(idLength, 'i')
    const share = Math.floor(bytes / count) + (index < bytes % count ? 1 : 0)
    const bare = bytesOf(item(id, { text: '' }))
    return item(id, { text: 'x'.repeat(share - bare) })
  })

/** No engine takes a batch that another one refuses, although each sends something else beside the documents. */
export const sizeContract = (use: Use): void => {
  it.each([1, 99, 100])('takes %i documents with all the bytes that a batch may have', async (count) => {
    const { store } = use()
    const all = documents(count, maxBatchBytes)
    expect(all.reduce((sum, one) => sum + bytesOf(one), 0)).toBe(maxBatchBytes)
    const partition = await filled(store, all)
    const found = await store.readMany('items', partition, [all[0]?.id ?? ''])
    expect(found.map(({ document }) => document)).toEqual([all[0]])
  })

  it('takes them as replacements beside increments', async () => {
    const { store } = use()
    const by = Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [`n${index}${'n'.repeat(40)}`, 0.1 + 0.2]),
    )
    const partition = newPartition()
    const all = documents(50, maxBatchBytes / 2)
    const etags = await write(store, partition, [...all.map(create), create(item('counters'))])
    const replacements = documents(50, maxBatchBytes).map((document, index): BatchOperation => {
      return { type: 'replace', document, ifMatch: etags[index] ?? '' }
    })
    await write(store, partition, [...replacements, { type: 'increment', id: 'counters', by }])
    expect((await store.read('items', partition, 'counters'))?.document).toEqual({
      ...item('counters'),
      ...by,
    })
  })

  it.each([
    ['one byte more', documents(99, maxBatchBytes + 1), newPartition()],
    ['long ids', documents(99, maxBatchBytes, 1000), newPartition()],
    ['a long partition', documents(99, maxBatchBytes), newPartition().padEnd(2000, 'p')],
  ])('refuses documents that leave no room for %s', async (_, all, partition) => {
    const { store } = use()
    const error: unknown = await store.batch('items', partition, all.map(create)).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(DomainError)
    expect(await store.read('items', partition, all[0]?.id ?? '')).toBeUndefined()
  })
}
