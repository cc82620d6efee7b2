import { describe, expect, it } from '@jest/globals'
import {
  firstHeaderBytes,
  maxHeaderBytes,
  maxHeaderReads,
  type ReadImageHeader,
} from '../../../../../src/domain/model/files/image-header.ts'
import { measureImage } from '../../../../../src/domain/model/files/measure-image.ts'
import { createFakeContainer, unreachable } from '../../../../support/fake-blobs.ts'

const image = { kind: 'Image', width: 4, height: 3, format: 'png', orientation: 8 } as const

const createWorld = (size = 100) => {
  const container = createFakeContainer()
  container.write('a.png', new Uint8Array(size), 0)
  const reads: { readonly offset: number; readonly count: number }[] = []
  const source = {
    ...container.source,
    readPart: (path: string, part: { readonly offset: number; readonly count: number }) => {
      reads.push(part)
      return container.source.readPart(path, part)
    },
  }
  const measure = (read: ReadImageHeader, listed = size) =>
    measureImage(source, read, { path: 'a.png', size: listed })
  return { container, reads, measure }
}

describe('an image', () => {
  it('is read from its start, and from each part that the reader asks for', async () => {
    const { measure, reads } = createWorld(200_000)
    const sizes: (readonly number[])[] = []
    const measured = await measure(({ parts, size }) => {
      sizes.push([size, ...parts.flatMap(({ offset, bytes }) => [offset, bytes.length])])
      return parts.length === 2 ? image : { kind: 'NeedMore', offset: 190_000, count: 10_000 }
    })
    expect(measured).toEqual({ width: 4, height: 3, format: 'png', orientation: 8 })
    expect(reads).toEqual([
      { offset: 0, count: firstHeaderBytes },
      { offset: 190_000, count: 10_000 },
    ])
    expect(sizes).toEqual([
      [200_000, 0, firstHeaderBytes],
      [200_000, 0, firstHeaderBytes, 190_000, 10_000],
    ])
  })

  it('that became shorter since it was listed has its present size', async () => {
    const { measure } = createWorld(100)
    await measure(({ size }) => {
      expect(size).toBe(100)
      return image
    }, 500)
  })

  it.each([
    ['too many parts', 1],
    ['too many bytes', 1024 * 1024],
    ['more than all of them at once', maxHeaderBytes],
  ])('is judged by what is known when a reader asks for %s', async (_name, count) => {
    const { measure, reads } = createWorld(2 * maxHeaderBytes)
    const measured = await measure(({ more, parts }) =>
      more
        ? { kind: 'NeedMore', offset: parts.reduce((sum, { bytes }) => sum + bytes.length, 0), count }
        : { kind: 'SizeUnknown', format: 'jpeg' },
    )
    expect(measured).toEqual({ format: 'jpeg' })
    expect(reads.length).toBeLessThanOrEqual(maxHeaderReads)
    expect(reads.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(maxHeaderBytes)
  })

  it('is judged with its Content-Encoding', async () => {
    const { measure, container } = createWorld()
    const encodings: unknown[] = []
    const note: ReadImageHeader = ({ contentEncoding }) => {
      encodings.push(contentEncoding)
      return encodings.length === 1 ? { kind: 'NeedMore', offset: 90, count: 10 } : image
    }
    container.files.set('a.png', { ...container.files.get('a.png')!, contentEncoding: 'br' })
    await measure(note)
    expect(encodings).toEqual(['br', 'br'])
  })

  it('that storage gives to nobody is unreadable, and one that was deleted is missing', async () => {
    const { measure, container } = createWorld()
    container.archived.add('a.png')
    expect(await measure(() => image)).toEqual({ problem: 'Unreadable', unreadable: 'Archived' })
    container.files.clear()
    container.archived.clear()
    expect(await measure(() => image)).toBe('Missing')
  })

  it('of a container that does not answer is not judged', async () => {
    const { measure, container } = createWorld()
    container.before = () => {
      throw unreachable()
    }
    await expect(measure(() => image)).rejects.toMatchObject({ code: 'DatastoreUnreachable' })
  })
})
