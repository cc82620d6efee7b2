import type { Clock } from '../../src/adapters/cosmos/attempts.ts'

interface Timer {
  readonly at: number
  readonly run: () => void
}

/**
 * A clock that stands still until something waits. On the gateway everything that can go on does so within one turn of the
 * event loop. What is still in flight after it hangs, or the SDK pauses inside: then it is the time of its deadline.
 */
export const createStillClock = () => {
  let clock = 1_700_000_000_000
  const waits: number[] = []
  const timers = new Set<Timer>()
  return {
    waits,
    now: () => clock,
    advance: (ms: number) => {
      clock += ms
    },
    sleep: async (ms: number): Promise<void> => {
      waits.push(ms)
      clock += ms
    },
    after: (ms: number, run: () => void) => {
      const timer: Timer = { at: clock + ms, run }
      timers.add(timer)
      return () => {
        timers.delete(timer)
      }
    },
    random: () => 0.5,
    passDeadlines: (): void => {
      setImmediate(() => {
        const due = [...timers]
        timers.clear()
        clock = Math.max(clock, ...due.map(({ at }) => at))
        for (const { run } of due) run()
      })
    },
  } satisfies Clock & Record<string, unknown>
}
export type StillClock = ReturnType<typeof createStillClock>
