/** Time as the host sees it; tests inject their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now: () => number
  /** Calls back once after `ms` milliseconds (may be a little early); returns how to cancel. */
  after: (ms: number, callback: () => void) => () => void
}

// setTimeout with a longer delay fires at once.
const LONGEST_DELAY = 2 ** 31 - 1

export const systemClock: Clock = {
  now: Date.now,
  after(ms, callback) {
    const timeout = setTimeout(callback, Math.min(Math.max(0, ms), LONGEST_DELAY))
    return () => {
      clearTimeout(timeout)
    }
  },
}

/**
 * Calls back once when the clock has reached `time` (milliseconds since 1970), never earlier, however far away it is.
 */
export function at(clock: Clock, time: number, callback: () => void): () => void {
  let cancel = () => {}
  const arm = () => {
    const left = time - clock.now()
    cancel = clock.after(Math.min(left, LONGEST_DELAY), () => {
      if (clock.now() >= time) callback()
      else arm()
    })
  }
  arm()
  return () => {
    cancel()
  }
}
