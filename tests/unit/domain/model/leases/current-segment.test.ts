import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../../../src/domain/core/ids.ts'
import {
  changeCurrentSegment,
  keepFormer,
  readCurrentSegment,
  readCurrentSegments,
  segmentsOf,
} from '../../../../../src/domain/model/leases/current-segment.ts'
import { createLaggingInstance } from '../../../../support/lagging-store.ts'
import { createForkableStore, createMemoryStore } from '../../../../support/memory-store.ts'

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
    expect((await readCurrentSegment(store, 'u1', ana))?.document).toMatchObject({ segment: 4, former: [3] })
    expect(await readCurrentSegment(store, 'u1', ben)).toBeUndefined()
    expect(await readCurrentSegment(store, 'u2', ana)).toBeUndefined()
  })

  test('stays as another request of the labeler has moved it meanwhile', async () => {
    const store = createMemoryStore(() => 0)
    expect(await changeCurrentSegment(store, 'u1', ana, undefined, 3)).toBe(true)
    expect(await changeCurrentSegment(store, 'u1', ana, undefined, 5)).toBe(false)
    const first = await readCurrentSegment(store, 'u1', ana)
    expect(await changeCurrentSegment(store, 'u1', ana, first, 4)).toBe(true)
    expect(await changeCurrentSegment(store, 'u1', ana, first, 5)).toBe(false)
    expect(await keepFormer(store, 'u1', first!, [])).toBe(false)
    expect((await readCurrentSegment(store, 'u1', ana))?.document.segment).toBe(4)
  })

  test('keeps the segments before, each once, until it is told to forget them', async () => {
    const store = createMemoryStore(() => 0)
    const read = async () => readCurrentSegment(store, 'u1', ana)
    for (const segment of [3, 4, 5, 3]) await changeCurrentSegment(store, 'u1', ana, await read(), segment)
    expect(segmentsOf((await read())!.document)).toEqual([3, 5, 4])
    await keepFormer(store, 'u1', (await read())!, [4])
    expect(segmentsOf((await read())!.document)).toEqual([3, 4])
    await keepFormer(store, 'u1', (await read())!, [])
    expect((await read())!.document).toEqual({ id: 'position:ana', kind: 'position', segment: 3 })
  })

  test('is read for several labelers at once, as it is now', async () => {
    const store = createForkableStore(() => 0)
    const late = createLaggingInstance(store)
    await changeCurrentSegment(store, 'u1', ana, undefined, 3)
    expect(await readCurrentSegment(late, 'u1', ana)).toBeUndefined()
    const found = await readCurrentSegments(late, 'u1', [ana, ben])
    expect([...found].map(([labeler, { document }]) => [labeler, document.segment])).toEqual([['ana', 3]])
    expect(await readCurrentSegments(late, 'u1', [])).toEqual(new Map())
  })

  test('of another kind is refused', async () => {
    const store = createMemoryStore(() => 0)
    const document = { id: 'position:ana', kind: 'other', segment: 1 }
    await store.batch('workspace', 'project:u1', [{ type: 'create', document }])
    await expect(readCurrentSegment(store, 'u1', ana)).rejects.toThrow()
  })
})
