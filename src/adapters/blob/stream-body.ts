import type { Readable } from 'node:stream'
import type { Millis } from '../../domain/core/time.ts'
import { DeadlineExceeded } from '../calls/with-deadline.ts'
import type { TranslateError } from './translate-error.ts'

/**
 * Converts a body to a web stream with backpressure. The download is aborted if the reader cancels, or if neither side makes
 * progress for `idle` ms, so that a lost reader does not hold a connection.
 */
export const streamBody = (
  body: Readable,
  controller: AbortController,
  idle: Millis,
  translate: TranslateError,
): ReadableStream<Uint8Array> => {
  const chunks = body[Symbol.asyncIterator]()
  // Destroy first: after an abort alone the SDK would fetch the rest again.
  const stop = (error?: Error) => {
    clearTimeout(timer)
    body.destroy(error)
    controller.abort()
  }
  let fail = (_error: unknown): void => {}
  const timer = setTimeout(() => {
    const error = new DeadlineExceeded(idle)
    stop(error)
    fail(error)
  }, idle).unref()
  // The iterator tells only who reads. A stream that nobody reads ends, too: what is held for it is given back.
  body.on('error', (error) => {
    clearTimeout(timer)
    fail(error)
  })
  return new ReadableStream<Uint8Array>(
    {
      start: (reader) => {
        fail = (error) => reader.error(translate(error))
      },
      pull: async (reader) => {
        try {
          if (!body.destroyed) timer.refresh()
          const next: IteratorResult<string | Buffer, unknown> = await chunks.next()
          if (next.done) {
            clearTimeout(timer)
            reader.close()
          } else {
            timer.refresh()
            reader.enqueue(typeof next.value === 'string' ? Buffer.from(next.value) : next.value)
          }
        } catch (error) {
          stop()
          reader.error(translate(error))
        }
      },
      cancel: () => stop(),
    },
    { highWaterMark: 0 },
  )
}
