import { describe, expect, it, jest } from '@jest/globals'
import { DomainError } from '../../../../../src/domain/core/errors.ts'
import { readContent } from '../../../../../src/domain/model/files/read-content.ts'

const sourceOf = (chunks: readonly Uint8Array[], failure?: Error) => {
  const state = { canceled: 0 }
  const rest = [...chunks]
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const next = rest.shift()
        if (next) controller.enqueue(next)
        else if (failure) controller.error(failure)
        else controller.close()
      },
      cancel: () => {
        state.canceled += 1
      },
    },
    { highWaterMark: 0 },
  )
  return { stream, state }
}

const notWhole = expect.objectContaining({
  code: 'ServiceUnavailable',
  message: expect.stringContaining('Range'),
})
const [ab, c] = [Uint8Array.from([1, 2]), Uint8Array.from([3])]

describe('the content of a file', () => {
  it('is read whole', async () => {
    const { stream } = sourceOf([ab, c])
    expect(await readContent({ stream, length: 3 }, 1000)).toEqual(Uint8Array.from([1, 2, 3]))
    expect(await readContent({ stream: sourceOf([]).stream, length: 0 }, 1000)).toEqual(new Uint8Array())
  })

  it('of a source that breaks is the error of the source', async () => {
    const failure = new DomainError('DatastoreUnavailable', 'Storage is away; try again')
    const { stream } = sourceOf([ab], failure)
    await expect(readContent({ stream, length: 3 }, 1000)).rejects.toBe(failure)
  })

  it.each([2, 4])('that has not the %i bytes that were announced is an error', async (length) => {
    const { stream } = sourceOf([ab, c])
    await expect(readContent({ stream, length }, 1000)).rejects.toEqual(notWhole)
  })

  it('that is longer than announced is not read to its end', async () => {
    const { stream, state } = sourceOf([ab, ab, ab])
    await expect(readContent({ stream, length: 3 }, 1000)).rejects.toEqual(notWhole)
    expect(state.canceled).toBe(1)
  })

  it('that does not come in time is an error, and its source is canceled', async () => {
    jest.useFakeTimers()
    try {
      let canceled = 0
      const stream = new ReadableStream<Uint8Array>({
        cancel: () => {
          canceled += 1
          throw new Error('cannot even be canceled')
        },
      })
      const read = expect(readContent({ stream, length: 1 }, 1000)).rejects.toEqual(notWhole)
      await jest.advanceTimersByTimeAsync(1000)
      await read
      expect([canceled, jest.getTimerCount()]).toEqual([1, 0])
    } finally {
      jest.useRealTimers()
    }
  })
})
