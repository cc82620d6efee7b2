import type { Clock } from '../clock.ts'
import { isPassing } from '../store/failures.ts'

/** Pause before a write that the state file refused is tried again: a full disk may have room by then. */
export const retryPauseMs = 1000

/** Writes until the state file takes it; false once `isClosed`. The file reports what prevents its writes. */
export const retryWrite = async (
  clock: Clock,
  isClosed: () => boolean,
  write: () => void,
): Promise<boolean> => {
  while (!isClosed()) {
    try {
      write()
      return true
    } catch (error) {
      if (!isPassing(error)) throw error
      const { promise, resolve } = Promise.withResolvers<void>()
      clock.after(retryPauseMs, resolve)
      await promise
    }
  }
  return false
}
