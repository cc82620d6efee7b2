import { describe, expect, test } from '@jest/globals'
import { listSegments, type SegmentQuery } from '../../../../../src/domain/model/items/list-segments.ts'

const project = { uid: 'u1', segments: 40 }

/** Lists over segments with so many documents each, `most` of them in one answer. */
const lister = (counts: readonly number[], most = 100) => {
  const queries: SegmentQuery[] = []
  const list = async (pageSize: number, continuation?: string, now = 5) =>
    listSegments({ uid: 'u1', segments: counts.length }, { pageSize, continuation, now }, async (query) => {
      queries.push(query)
      const segment = Number(query.partition.slice('u1:'.length))
      const first = Number(query.continuation ?? 0)
      const count = counts[segment] ?? 0
      const last = Math.min(count, first + Math.min(query.limit, most))
      const documents = Array.from({ length: last - first }, (_, index) => `${segment}.${first + index}`)
      return last < count ? { documents, continuation: `${last}` } : { documents }
    })
  return { list, queries }
}

const listing = (continuation: unknown) =>
  listSegments(
    project,
    {
      pageSize: 1,
      continuation: Buffer.from(JSON.stringify(continuation)).toString('base64url'),
      now: 5,
    },
    async () => ({ documents: [] }),
  )

describe('a list over segments', () => {
  test('fills its page from one segment after the other, and ends with the last', async () => {
    const { list, queries } = lister([2, 0, 1])
    expect(await list(10)).toEqual({ documents: ['0.0', '0.1', '2.0'] })
    expect(queries).toEqual([
      { partition: 'u1:0', limit: 10, continuation: undefined, at: 5 },
      { partition: 'u1:1', limit: 8, continuation: undefined, at: 5 },
      { partition: 'u1:2', limit: 8, continuation: undefined, at: 5 },
    ])
  })

  test('goes on within a segment, and keeps the time at which it began', async () => {
    const { list, queries } = lister([3, 1])
    const first = await list(2)
    expect(first.documents).toEqual(['0.0', '0.1'])
    const second = await list(2, first.continuation, 77)
    expect(second).toEqual({ documents: ['0.2', '1.0'] })
    expect(queries.slice(1)).toEqual([
      { partition: 'u1:0', limit: 2, continuation: '2', at: 5 },
      { partition: 'u1:1', limit: 1, continuation: undefined, at: 5 },
    ])
  })

  test('goes on with the next segment after a page that ends with one', async () => {
    const { list } = lister([2, 2])
    const first = await list(2)
    expect(first.documents).toEqual(['0.0', '0.1'])
    expect(await list(2, first.continuation)).toEqual({ documents: ['1.0', '1.1'] })
  })

  test('asks again where an answer was short', async () => {
    const { list, queries } = lister([3], 1)
    expect((await list(3)).documents).toEqual(['0.0', '0.1', '0.2'])
    expect(queries).toHaveLength(3)
  })

  test('looks into 16 segments for one page', async () => {
    const { list, queries } = lister(Array.from({ length: 40 }, () => 0))
    const first = await list(5)
    expect(first.documents).toEqual([])
    expect(queries).toHaveLength(16)
    const second = await list(5, first.continuation)
    expect(queries).toHaveLength(32)
    expect(await list(5, second.continuation)).toEqual({ documents: [] })
    expect(queries).toHaveLength(40)
  })

  test.each([
    [[]],
    [{}],
    [{ segment: -1, at: 0 }],
    [{ segment: 0.5, at: 0 }],
    [{ segment: 0 }],
    [{ segment: 0, at: 0, within: 1 }],
    [{ segment: 0, at: 0, other: 1 }],
  ])('refuses the continuation %j', async (continuation) => {
    await expect(listing(continuation)).rejects.toMatchObject({ code: 'InvalidContinuation' })
  })

  test('takes what it gave', async () => {
    expect(await listing({ segment: 39, at: 0, within: 'x' })).toEqual({ documents: [] })
  })
})
