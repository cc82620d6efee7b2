import { describe, expect, test } from '@jest/globals'
import { findItem } from '../../../../../src/domain/model/items/find-item.ts'
import { segmentOf, segmentPartition } from '../../../../../src/domain/model/items/segment.ts'
import { makeItem, makeProject } from '../../../../support/make-documents.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'

const project = makeProject({ segments: 7 })
const [item, other] = [makeItem(project, 'a.png'), makeItem(project, 'b.png')]
const segment = segmentOf(item.id, 7)

describe('an item', () => {
  test('is found in the segment that its id tells', async () => {
    const store = createMemoryStore(() => 0)
    await store.batch('items', segmentPartition('u1', segment), [{ type: 'create', document: item }])
    expect(await findItem(store, project, item.id)).toMatchObject({ item: { document: item }, segment })
    await expect(findItem(store, project, other.id)).rejects.toMatchObject({
      code: 'ItemNotFound',
      message: expect.stringContaining(other.id),
      target: 'item',
    })
  })
})
