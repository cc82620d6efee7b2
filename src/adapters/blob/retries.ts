import type { Millis } from '../../domain/core/time.ts'
import { classifyFailure } from './classify-failure.ts'
import type { BlobFailure, BlobFailureKind } from './classify-failure.ts'

const usualTries = 5

const retried: ReadonlySet<BlobFailureKind> = new Set<BlobFailureKind>(['Busy', 'Network', 'Interrupted'])

export interface RetryPlan {
  /** Before the second try; each later pause is twice as long, and up to a quarter longer at random. */
  readonly pause: Millis
  /** For all tries and pauses together. */
  readonly within: Millis
  /** Default: 5. */
  readonly tries?: number | undefined
}

const pauseAfter = ({ retryAfter = 0 }: BlobFailure, tries: number, pause: Millis): Millis =>
  Math.max(retryAfter * 1000, pause * 2 ** (tries - 1) * (1 + Math.random() / 4))

const sleep = (wait: Millis, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(new DOMException('The call was aborted', 'AbortError'))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, wait)
    signal.addEventListener('abort', stop, { once: true })
  })

/**
 * Repeats a call after a failure that may pass, after the pause that storage asks for. A pause that would not end in time
 * is not begun: the failure is thrown at once, and says when to try again.
 */
export const withRetries = async <T>(
  run: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  { pause, within, tries: most = usualTries }: RetryPlan,
): Promise<T> => {
  const startedAt = performance.now()
  for (let tries = 1; ; tries += 1) {
    try {
      return await run(signal)
    } catch (error) {
      const failure = classifyFailure(error)
      if (!failure || !retried.has(failure.kind) || tries >= most || signal.aborted) throw error
      const wait = pauseAfter(failure, tries, pause)
      if (performance.now() - startedAt + wait >= within) throw error
      await sleep(wait, signal)
    }
  }
}
