/** The host's source of time; tests pass their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Calls back once after `ms` milliseconds (may be a little early); returns how to cancel. */
  readonly after: (ms: number, callback: () => void) => () => void
}

/** setTimeout with a longer delay fires at once. */
const longestDelay = 2 ** 31 - 1

export const systemClock: Clock = {
  now: Date.now,
  after: (ms, callback) => {
    const timeout = setTimeout(callback, Math.min(Math.max(0, ms), longestDelay))
    return () => clearTimeout(timeout)
  },
}

/** A timeout comes early by less. */
const earliness = 1000

/**
 * Calls back once when the clock has reached `time`, however far away, and never earlier; returns how to cancel.
 * @param onSetBack Is called instead if the clock was set back meanwhile: `time` may have been told by a wrong clock.
 */
export const at = (clock: Clock, time: number, callback: () => void, onSetBack: () => void): (() => void) => {
  let cancel = () => {}
  const arm = () => {
    const left = time - clock.now()
    const wait = Math.min(left, longestDelay)
    cancel = clock.after(wait, () => {
      const stillLeft = time - clock.now()
      if (stillLeft <= 0) callback()
      else if (stillLeft > left - wait + earliness) onSetBack()
      else arm()
    })
  }
  arm()
  return () => cancel()
}

/** Resolves when the work is done, or after `ms` milliseconds; never rejects. */
export const settledWithin = async (
  clock: Clock,
  ms: number,
  work: Iterable<Promise<unknown>>,
): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const cancel = clock.after(ms, resolve)
  await Promise.race([Promise.allSettled(work), promise])
  cancel()
}
