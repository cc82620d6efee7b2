import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../../src/domain/core/ids.ts'
import { findOpenItems, queueStart } from '../../../../src/domain/labeling/find-open-items.ts'
import type { ItemDocument } from '../../../../src/domain/model/items/item.ts'
import { rankLimit } from '../../../../src/domain/model/items/segment.ts'
import { makeItem, makeProject } from '../../../support/make-documents.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'

const ana = userId.parse('ana')
const start = queueStart(ana, 'u1:0')
const placed = (path: string, queue: number | undefined): ItemDocument => {
  const { queue: _, ...rest } = makeItem(makeProject(), path)
  return queue === undefined ? rest : { ...rest, queue }
}

describe('a labeler’s start in the queue', () => {
  test('is a hash of labeler and segment', () => {
    expect(start).toBe(createHash('sha256').update('ana u1:0').digest().readUIntBE(0, 6))
    const starts = ['ana u1:1', 'ben u1:0'].map((text) => text.split(' ') as [string, string])
    for (const [user, partition] of starts) expect(queueStart(userId.parse(user), partition)).not.toBe(start)
    expect(start).toBeLessThan(rankLimit)
  })
})

describe('the open items of a segment', () => {
  test('come up once each: rejected ones first, then from the labeler’s start around the queue', async () => {
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
        for await (const { document } of findOpenItems(store, 'u1:0', ana, options)) found.push(document.path)
        expect(found).toEqual(returnedFirst ? [...rejected, ...others] : [...others, ...rejected])
      }
  })
})
