import { describe, expect, it } from '@jest/globals'
import { tetherStream } from '../../../../src/functions/http/tether-stream.ts'

const chunk = new Uint8Array(10)

/** A source of so many chunks, and a client that takes one chunk for each `take`. */
const setup = (chunks: number, failure?: Error) => {
  const state = { read: 0, canceled: 0, aborted: 0, broken: [] as unknown[] }
  const source = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        if (state.read < chunks) {
          state.read += 1
          controller.enqueue(chunk)
        } else if (failure) controller.error(failure)
        else controller.close()
      },
      cancel: () => {
        state.canceled += 1
      },
    },
    { highWaterMark: 0 },
  )
  let gone: (() => void) | undefined
  let waiting: ((more: boolean) => void)[] = []
  const take = (more = true) => {
    const [first, ...rest] = waiting
    waiting = rest
    first?.(more)
  }
  const tethered = tetherStream(
    source,
    {
      canTakeMore: () => new Promise((resolve) => waiting.push(resolve)),
      onGone: (callback) => {
        gone = callback
      },
      abort: () => {
        state.aborted += 1
      },
    },
    (error) => state.broken.push(error),
  )
  return { state, tethered, take, leave: () => gone?.() }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

/** Reads as `@azure/functions` does: without waiting for the client. */
const readAll = (stream: ReadableStream<Uint8Array>) => {
  const seen = { bytes: 0, end: 'open' }
  const run = async () => {
    try {
      for await (const bytes of stream) seen.bytes += bytes.length
      seen.end = 'complete'
    } catch (error) {
      seen.end = String(error)
    }
  }
  return { seen, done: run() }
}

describe('tethered content', () => {
  it('is read as fast as the client takes it, to its end', async () => {
    const { state, tethered, take } = setup(3)
    const { seen, done } = readAll(tethered)
    for (let taken = 0; taken < 3; taken += 1) {
      await settle()
      expect(state.read).toBe(taken)
      take()
    }
    await settle()
    take()
    await done
    expect(seen).toEqual({ bytes: 30, end: 'complete' })
    expect(state).toMatchObject({ canceled: 0, aborted: 0, broken: [] })
  })

  it('breaks the connection when its source breaks', async () => {
    const { state, tethered, take } = setup(1, new Error('storage is away'))
    const { seen, done } = readAll(tethered)
    for (let n = 0; n < 2; n += 1) {
      await settle()
      take()
    }
    await done
    expect(seen).toEqual({ bytes: 10, end: 'Error: storage is away' })
    expect(state).toMatchObject({ aborted: 1, canceled: 0, broken: [new Error('storage is away')] })
  })

  it('cancels its source when the client goes away while it is slow', async () => {
    const { state, tethered, take, leave } = setup(100)
    const { seen, done } = readAll(tethered)
    await settle()
    take()
    await settle()
    leave()
    take(false)
    await done
    expect(seen).toEqual({ bytes: 10, end: 'complete' })
    expect(state).toMatchObject({ read: 1, canceled: 1, aborted: 0, broken: [] })
  })

  it('reads nothing for a client that has gone before', async () => {
    const { state, tethered, leave } = setup(5)
    leave()
    const { seen, done } = readAll(tethered)
    await done
    expect(seen).toEqual({ bytes: 0, end: 'complete' })
    expect(state).toMatchObject({ read: 0, canceled: 1 })
  })

  it('cancels its source when it is canceled', async () => {
    const { state, tethered, leave } = setup(5)
    await tethered.cancel()
    leave()
    expect(state).toMatchObject({ canceled: 1, aborted: 0 })
  })
})
