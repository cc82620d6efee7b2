/** A pause longer than this is no work. */
const longestPause = 60_000
/** The most that one answer can have, by the API. */
export const mostActiveMs = 600_000

/** Counts the time in which the person acts. `now` is a clock that never jumps, such as `performance.now`. */
export const createActiveClock = (now: () => number) => {
  let last = now()
  let counted = 0
  const tick = (): void => {
    const time = now()
    const gap = time - last
    if (gap > 0 && gap <= longestPause) counted += gap
    last = time
  }
  return {
    /** The person did something: looked on, moved, pressed. */
    tick,
    /** The time since the last call, for the items that were answered in it. */
    take: (): number => {
      tick()
      const time = counted
      counted = 0
      return time
    },
    lastActive: (): number => last,
  }
}

export type ActiveClock = ReturnType<typeof createActiveClock>
