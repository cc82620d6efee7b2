import { at } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { eventTypes } from './protocol.ts'
import type { TimerRow } from './step.ts'
import type { DurableStore } from './store.ts'

export interface Timers {
  readonly add: (rows: readonly TimerRow[]) => void
  readonly start: () => void
  readonly stop: () => void
}

const toEvent = ({ task, fireAt }: TimerRow): string =>
  JSON.stringify({ EventType: eventTypes.timerFired, TimerId: task, FireAt: new Date(fireAt).toISOString() })

/** Waits for the earliest durable timer only; all others stay in the store. */
export const createTimers = (
  clock: Clock,
  store: DurableStore,
  onFired: (instance: string) => void,
): Timers => {
  let armed = Number.POSITIVE_INFINITY
  let cancel = () => {}
  let stopped = false

  const arm = (time: number) => {
    if (stopped || time >= armed) return
    cancel()
    armed = time
    cancel = at(clock, time, fire)
  }

  const fire = () => {
    armed = Number.POSITIVE_INFINITY
    for (const timer of store.fireTimers(clock.now(), toEvent)) onFired(timer.instance)
    const next = store.nextTimer()
    if (next !== undefined) arm(next)
  }

  return {
    add: (rows) => rows.forEach(({ fireAt }) => arm(fireAt)),
    start: fire,
    stop: () => {
      stopped = true
      cancel()
    },
  }
}
