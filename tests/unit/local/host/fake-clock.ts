import type { Clock } from '../../../../local/host/clock.ts'

/** A clock that moves only when told to. `maxDelay` is the longest delay asked for. */
export function createFakeClock(start: number) {
  let now = start
  let waiting: { time: number; callback: () => void }[] = []
  const state = { maxDelay: 0 }
  const clock: Clock = {
    now: () => now,
    after(ms, callback) {
      state.maxDelay = Math.max(state.maxDelay, ms)
      const entry = { time: now + Math.max(0, ms), callback }
      waiting.push(entry)
      return () => {
        waiting = waiting.filter((other) => other !== entry)
      }
    },
  }
  const settle = async () => new Promise((resolve) => setImmediate(resolve))
  return {
    clock,
    state,
    settle,
    /** Moves on by `ms`, firing what is due in order. */
    advance: async (ms: number) => {
      const end = now + ms
      for (;;) {
        await settle()
        const [first] = waiting.filter(({ time }) => time <= end).sort((a, b) => a.time - b.time)
        if (first === undefined) break
        waiting = waiting.filter((entry) => entry !== first)
        now = Math.max(now, first.time)
        first.callback()
      }
      now = end
      await settle()
    },
  }
}
