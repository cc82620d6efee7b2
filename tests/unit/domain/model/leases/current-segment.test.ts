import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../../../src/domain/core/ids.ts'
import {
  changeCurrentSegment,
  readCurrentSegment,
} from '../../../../../src/domain/model/leases/current-segment.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'

const [ana, ben] = [userId.parse('ana'), userId.parse('ben')]

describe('the segment in which a labeler works', () => {
  test('is kept for each labeler of a project, from the first page on', async () => {
    const store = createMemoryStore(() => 0)
    expect(await readCurrentSegment(store, 'u1', ana)).toBeUndefined()
    await changeCurrentSegment(store, 'u1', ana, undefined, 3)
    const first = await readCurrentSegment(store, 'u1', ana)
    expect(first?.document).toEqual({ id: 'position:ana', kind: 'position', segment: 3 })
    expect(await store.read('workspace', 'project:u1', 'position:ana')).toEqual(first)
    await changeCurrentSegment(store, 'u1', ana, first, 4)
    expect((await readCurrentSegment(store, 'u1', ana))?.document.segment).toBe(4)
    expect(await readCurrentSegment(store, 'u1', ben)).toBeUndefined()
    expect(await readCurrentSegment(store, 'u2', ana)).toBeUndefined()
  })

  test('stays as another request of the labeler has moved it meanwhile', async () => {
    const store = createMemoryStore(() => 0)
    await changeCurrentSegment(store, 'u1', ana, undefined, 3)
    await changeCurrentSegment(store, 'u1', ana, undefined, 5)
    const first = await readCurrentSegment(store, 'u1', ana)
    await changeCurrentSegment(store, 'u1', ana, first, 4)
    await changeCurrentSegment(store, 'u1', ana, first, 5)
    expect((await readCurrentSegment(store, 'u1', ana))?.document.segment).toBe(4)
  })

  test('of another kind is refused', async () => {
    const store = createMemoryStore(() => 0)
    const document = { id: 'position:ana', kind: 'other', segment: 1 }
    await store.batch('workspace', 'project:u1', [{ type: 'create', document }])
    await expect(readCurrentSegment(store, 'u1', ana)).rejects.toThrow()
  })
})
