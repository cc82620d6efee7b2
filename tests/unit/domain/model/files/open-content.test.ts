import { describe, expect, it } from '@jest/globals'
import { DomainError } from '../../../../../src/domain/core/errors.ts'
import {
  mayRedirect,
  openContent,
  type OpenFile,
} from '../../../../../src/domain/model/files/open-content.ts'

const lastModified = Date.parse('2026-10-01T08:00:00.700Z')
const date = 'Thu, 01 Oct 2026 08:00:00 GMT'

/** A file of ten bytes in storage that knows no `If-Range`. */
const fileOf = (size = 10) => {
  const world = { asked: [] as unknown[], open: 0 }
  const open: OpenFile = async ({ range, ifNoneMatch }) => {
    world.asked.push(range ?? 'whole')
    if (ifNoneMatch === '"v2"') return 'NotModified'
    if (range && range.offset >= size)
      throw new DomainError('RangeNotSatisfiable', 'The range is beyond the end')
    world.open += 1
    const stream = new ReadableStream<Uint8Array>({
      cancel: () => {
        world.open -= 1
      },
    })
    const length = range?.count ?? size
    return {
      stream,
      etag: '"v2"',
      length,
      size,
      lastModified,
      ...(range && { range: { offset: range.offset, count: length } }),
    }
  }
  return { world, open }
}
const range = { offset: 2, count: 3 }

describe('a range of a file', () => {
  it.each([undefined, '"v2"', ' "v2" ', date])('is opened if If-Range is %j', async (ifRange) => {
    const { world, open } = fileOf()
    expect(await openContent(open, { range, ifRange })).toMatchObject({ range })
    expect(world).toMatchObject({ asked: [range], open: 1 })
    expect(await mayRedirect(open, { range, ifRange })).toBe(true)
  })

  it.each([
    '"v1"',
    'W/"v2"',
    'v2',
    '*',
    '',
    '"v2", "v1"',
    'Thu, 01 Oct 2026 08:00:01 GMT',
    '2026-10-01T08:00:00Z',
    'soon',
  ])('is the whole file if If-Range is %j', async (ifRange) => {
    const { world, open } = fileOf()
    expect(await openContent(open, { range, ifRange })).not.toHaveProperty('range')
    expect(world).toMatchObject({ asked: [range, 'whole'], open: 1 })
    expect(await mayRedirect(open, { range, ifRange })).toBe(false)
    expect(world.open).toBe(1)
  })

  it('beyond the end is the whole file of another version, and refused for the same', async () => {
    const beyond = { offset: 10, count: 1 }
    const { world, open } = fileOf()
    expect(await openContent(open, { range: beyond, ifRange: '"v1"' })).toMatchObject({ length: 10 })
    expect(world.open).toBe(1)
    await expect(openContent(open, { range: beyond, ifRange: '"v2"' })).rejects.toMatchObject({
      code: 'RangeNotSatisfiable',
    })
    await expect(openContent(open, { range: beyond })).rejects.toMatchObject({ code: 'RangeNotSatisfiable' })
    expect(world.open).toBe(1)
  })

  it('is not modified before it is a range', async () => {
    const { open } = fileOf()
    expect(await openContent(open, { range, ifRange: '"v1"', ifNoneMatch: '"v2"' })).toBe('NotModified')
  })

  it('of an empty file is the whole of it', async () => {
    const { open } = fileOf(0)
    expect(await mayRedirect(open, { range: { offset: 0 }, ifRange: '"v1"' })).toBe(false)
    expect(await openContent(open, { range: { offset: 0 }, ifRange: '"v1"' })).toMatchObject({ length: 0 })
  })
})

it('If-Range without a range means nothing', async () => {
  const { world, open } = fileOf()
  expect(await openContent(open, { ifRange: '"v1"' })).toMatchObject({ length: 10 })
  expect(await mayRedirect(open, { ifRange: '"v1"' })).toBe(true)
  expect(world.asked).toEqual(['whole'])
})
