import { describe, expect, it } from '@jest/globals'
import {
  isTooLarge,
  limitContent,
  limitPart,
  maxShownBytes,
} from '../../../../../src/domain/model/files/limit-content.ts'

const open = (length: number) => {
  const state = { canceled: false }
  const stream = new ReadableStream<Uint8Array>({
    cancel: () => {
      state.canceled = true
    },
  })
  return { opened: { stream, etag: '"e"', length, size: length * 2, lastModified: 0 }, state }
}

describe('content', () => {
  it.each([0, 999, 1000])('of %i bytes passes a limit of 1000', async (length) => {
    const { opened, state } = open(length)
    expect(await limitContent(opened, { maxContentBytes: 1000 })).toBe(opened)
    expect(state.canceled).toBe(false)
  })

  it('beyond the limit is refused before its first byte, and its source is canceled', async () => {
    const { opened, state } = open(1001)
    const refused = limitContent(opened, { maxContentBytes: 1000 })
    await expect(refused).rejects.toMatchObject({ code: 'FileTooLarge' })
    await expect(refused).rejects.toThrow(/at most 1000 bytes.*would have 1001\. .*Range: bytes=0-999/)
    expect(state.canceled).toBe(true)
  })

  it('a range of a large file is measured by its own length', async () => {
    const { opened } = open(1000)
    const range = { ...opened, size: 5_000_000, range: { offset: 0, count: 1000 } }
    expect(await limitContent(range, { maxContentBytes: 1000 })).toBe(range)
  })

  it('that was not modified passes', async () => {
    expect(await limitContent('NotModified', { maxContentBytes: 1 })).toBe('NotModified')
  })
})

describe('a redirect', () => {
  it.each([
    [maxShownBytes, undefined, false],
    [maxShownBytes + 1, undefined, true],
    [maxShownBytes + 1, { offset: 1 }, false],
    [maxShownBytes * 2, { offset: 5, count: maxShownBytes }, false],
    [maxShownBytes * 2, { offset: 5, count: maxShownBytes + 1 }, true],
  ])('to %i bytes, of them %j, is refused: %p', (size, range, refused) => {
    if (range === undefined) expect(isTooLarge({ size })).toBe(refused)
    const redirect = () => limitPart({ size }, range)
    if (refused) expect(redirect).toThrow(expect.objectContaining({ code: 'FileTooLarge' }))
    else expect(redirect).not.toThrow()
  })
})
