import type { Clock } from '../../../../local/host/clock.ts'

interface Alarm {
  readonly time: number
  readonly callback: () => void
}

/** A clock that moves only when a test moves it. `maxDelay` is the longest delay asked for. */
export const createFakeClock = (start: number) => {
  let now = start
  let waiting: readonly Alarm[] = []
  const state = { maxDelay: 0 }
  const clock: Clock = {
    now: () => now,
    after: (ms, callback) => {
      state.maxDelay = Math.max(state.maxDelay, ms)
      const alarm = { time: now + Math.max(0, ms), callback }
      waiting = [...waiting, alarm]
      return () => {
        waiting = waiting.filter((other) => other !== alarm)
      }
    },
  }
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  /** Moves the clock by `ms` and fires what is due in order. */
  const advance = async (ms: number): Promise<void> => {
    const end = now + ms
    for (;;) {
      await settle()
      const [first] = waiting.filter(({ time }) => time <= end).sort((a, b) => a.time - b.time)
      if (first === undefined) break
      waiting = waiting.filter((alarm) => alarm !== first)
      now = Math.max(now, first.time)
      first.callback()
    }
    now = end
    await settle()
  }
  return { clock, state, settle, advance }
}
