import type { Millis } from '../../domain/core/time.ts'

export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded'

  constructor(after: Millis) {
    super(`No answer within ${after} ms`)
  }
}

/**
 * Aborts the call at its deadline, and rejects then even if the call ignores its signal (credentials may).
 * @throws DeadlineExceeded
 */
export const withDeadline = async <T>(
  after: Millis,
  call: (signal: AbortSignal) => Promise<T>,
  controller = new AbortController(),
): Promise<T> => {
  const { promise: expired, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    reject(new DeadlineExceeded(after))
    controller.abort()
  }, after)
  try {
    return await Promise.race([call(controller.signal), expired])
  } finally {
    clearTimeout(timer)
  }
}
