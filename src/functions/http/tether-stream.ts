import type { LiveResponse } from '../../domain/ports/live-responses.ts'

/**
 * Ties content to the response that it is written to: it is read only as fast as the client takes it, its source is canceled
 * when the client goes away, and the connection breaks when the source fails. `onBroken` gets the error of the source.
 */
export const tetherStream = (
  content: ReadableStream<Uint8Array>,
  response: LiveResponse,
  onBroken: (error: unknown) => void,
): ReadableStream<Uint8Array> => {
  const reader = content.getReader()
  let ended = false
  /** A source that can't even be canceled has failed; nothing reads it any more. */
  const release = async (): Promise<void> => {
    try {
      await reader.cancel()
    } catch (error) {
      onBroken(error)
    }
  }
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        response.onGone(() => {
          if (ended) return
          ended = true
          // The library then ends the response, which is closed already.
          controller.close()
          release().catch(onBroken)
        })
      },
      pull: async (controller) => {
        // False: the client is gone, which ends the content.
        if (!(await response.canTakeMore()) || ended) return
        try {
          const { done, value } = await reader.read()
          if (ended) return
          if (!done) {
            controller.enqueue(value)
            return
          }
          ended = true
          controller.close()
        } catch (error) {
          if (ended) return
          ended = true
          onBroken(error)
          response.abort()
          controller.error(error)
        }
      },
      cancel: async () => {
        ended = true
        await release()
      },
    },
    { highWaterMark: 0 },
  )
}
