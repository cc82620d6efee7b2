import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../../src/domain/core/ids.ts'
import type { LeaseRequest, LeaseResult } from '../../../../src/domain/labeling/decide-leases.ts'
import type { SegmentKey } from '../../../../src/domain/model/items/segment.ts'
import { createLeaseQueue } from '../../../../src/domain/labeling/lease-queue.ts'
import { makePage } from '../../../support/make-documents.ts'

const request = (index: number): LeaseRequest => ({
  labeler: userId.parse(`user${index}`),
  size: 1,
  lease: 1000,
  severalSegments: false,
})
const requests = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => request(from + index))
const segment = { uid: 'u1', segment: 0 }

/** A queue whose batches end when they are told to. */
const setUp = () => {
  const batches: {
    readonly segment: SegmentKey
    readonly labelers: readonly string[]
    readonly end: (leases: readonly LeaseResult[]) => void
    readonly fail: (error: Error) => void
  }[] = []
  const queue = createLeaseQueue(
    (key, some) =>
      new Promise((end, fail) => {
        batches.push({ segment: key, labelers: some.map(({ labeler }) => labeler), end, fail })
      }),
  )
  return { queue, batches }
}
const pageOf = ({ labeler }: LeaseRequest) => makePage(labeler, [])
const users = (from: number, to: number) => requests(from, to).map(({ labeler }) => labeler)
const settled = () => new Promise((done) => setImmediate(done))

describe('the queue of a segment', () => {
  test('serves the first request at once, and together those that come meanwhile', async () => {
    const { queue, batches } = setUp()
    const first = queue(segment, request(0))
    const others = requests(1, 4).map((one) => queue(segment, one))
    expect(batches.map(({ labelers }) => labelers)).toEqual([['user0']])
    batches[0]?.end([pageOf(request(0))])
    expect(await first).toEqual(pageOf(request(0)))
    await settled()
    expect(batches.slice(1).map(({ labelers }) => labelers)).toEqual([users(1, 4)])
    batches[1]?.end([pageOf(request(1)), undefined, pageOf(request(3))])
    expect(await Promise.all(others)).toEqual([pageOf(request(1)), undefined, pageOf(request(3))])
  })

  test('serves 24 requests in one batch at most', async () => {
    const { queue, batches } = setUp()
    const all = requests(0, 27).map((one) => queue(segment, one))
    for (let index = 0; index < 3; index += 1) {
      batches[index]?.end([])
      await settled()
    }
    expect(batches.map(({ labelers }) => labelers)).toEqual([users(0, 1), users(1, 25), users(25, 27)])
    expect(await Promise.all(all)).toEqual(all.map(() => undefined))
  })

  test('begins anew after it was empty', async () => {
    const { queue, batches } = setUp()
    for (const index of [0, 1]) {
      const lease = queue(segment, request(index))
      batches[index]?.end([pageOf(request(index))])
      expect(await lease).toEqual(pageOf(request(index)))
      await settled()
    }
    expect(batches).toHaveLength(2)
  })

  test('fails the requests of a batch that fails, and serves the next', async () => {
    const { queue, batches } = setUp()
    const [first, ...others] = requests(0, 3).map((one) => queue(segment, one))
    batches[0]?.end([])
    await first
    await settled()
    const failed = Promise.allSettled(others)
    const next = queue(segment, request(3))
    const error = new Error('No answer')
    batches[1]?.fail(error)
    expect(await failed).toEqual(others.map(() => ({ status: 'rejected', reason: error })))
    await settled()
    batches[2]?.end([pageOf(request(3))])
    expect(await next).toEqual(pageOf(request(3)))
  })

  test('is its own for each segment of each project', () => {
    const { queue, batches } = setUp()
    const keys = [segment, { uid: 'u1', segment: 1 }, { uid: 'u2', segment: 0 }]
    expect(keys.map((key) => queue(key, request(0)))).toHaveLength(3)
    expect(batches.map(({ segment: key }) => key)).toEqual(keys)
  })
})
