import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../../../src/domain/core/ids.ts'
import { closeFormer } from '../../../../../src/domain/model/leases/close-former.ts'
import {
  changeCurrentSegment,
  readCurrentSegment,
} from '../../../../../src/domain/model/leases/current-segment.ts'
import { readDispatch, replaceDispatch } from '../../../../../src/domain/model/leases/dispatch.ts'
import { makePage } from '../../../../support/make-documents.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'

const ana = userId.parse('ana')

/** A labeler who was in the segments 0 and 1, and is in segment 2. */
const setUp = async () => {
  const store = createMemoryStore(() => 0)
  for (const segment of [0, 1, 2])
    await changeCurrentSegment(store, 'u1', ana, await readCurrentSegment(store, 'u1', ana), segment)
  const current = (await readCurrentSegment(store, 'u1', ana))!
  const hold = (segment: number, labeler: string, leaseUntil = 100) =>
    store.batch('items', `u1:${segment}`, [
      { type: 'create', document: makePage(labeler, [], { leaseUntil }) },
    ])
  return { store, current, hold, close: () => closeFormer({ store, now: () => 50 }, 'u1', ana, current) }
}

describe('the segments that a labeler has left', () => {
  test('tell which pages the labeler still has there, and are forgotten without one', async () => {
    const { store, current, hold, close } = await setUp()
    expect(current.document).toMatchObject({ segment: 2, former: [1, 0] })
    await hold(0, 'ana')
    await hold(0, 'ben')
    await hold(1, 'ana', 50)
    expect(await close()).toEqual([makePage('ana', [], { leaseUntil: 100 })])
    expect((await readCurrentSegment(store, 'u1', ana))?.document).toMatchObject({ segment: 2, former: [0] })
  })

  test('are as they were while the labeler has a page in each', async () => {
    const { store, current, hold, close } = await setUp()
    await hold(0, 'ana')
    await hold(1, 'ana')
    expect(await close()).toHaveLength(2)
    expect(await readCurrentSegment(store, 'u1', ana)).toEqual(current)
  })

  test('get no page that was decided before', async () => {
    const { store, close } = await setUp()
    const before = await Promise.all([0, 1].map((segment) => readDispatch(store, `u1:${segment}`)))
    await close()
    for (const [segment, dispatch] of before.entries())
      expect(await store.batch('items', `u1:${segment}`, [replaceDispatch(dispatch)])).toMatchObject({
        failure: 'EtagMismatch',
      })
  })

  test('are another request’s to tell if that has moved the labeler', async () => {
    const { store, current, close } = await setUp()
    await changeCurrentSegment(store, 'u1', ana, current, 0)
    expect(await close()).toBeUndefined()
    expect((await readCurrentSegment(store, 'u1', ana))?.document).toMatchObject({
      segment: 0,
      former: [2, 1],
    })
  })
})
