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

/** Calls back once when the clock has reached `time`, however far away, and never earlier; returns how to cancel. */
export const at = (clock: Clock, time: number, callback: () => void): (() => void) => {
  let cancel = () => {}
  const arm = () => {
    const left = time - clock.now()
    cancel = clock.after(Math.min(left, longestDelay), () => {
      if (clock.now() >= time) callback()
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
