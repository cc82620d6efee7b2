import type { Readable } from 'node:stream'
import type { Millis } from '../../domain/core/time.ts'
import { DeadlineExceeded } from './deadlines.ts'
import type { TranslateError } from './translate-error.ts'

/**
 * A body as a web stream: pulled only as fast as it is read, aborted when its reader cancels, and when nothing moves
 * for `idle` ms on either side, so that a reader who went away holds no connection.
 */
export const streamBody = (
  body: Readable,
  controller: AbortController,
  idle: Millis,
  translate: TranslateError,
): ReadableStream<Uint8Array> => {
  const chunks = body[Symbol.asyncIterator]()
  // Destroyed before the abort: aborted first, the SDK would fetch the rest again.
  const stop = (error?: Error) => {
    clearTimeout(timer)
    body.destroy(error)
    controller.abort()
  }
  const timer = setTimeout(() => stop(new DeadlineExceeded(idle)), idle).unref()
  // The iterator hands errors to the reader, but listens only once it is read.
  body.on('error', () => clearTimeout(timer))
  return new ReadableStream<Uint8Array>(
    {
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
