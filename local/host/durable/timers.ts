import { at, type Clock } from '../clock.ts'
import { EventType } from './protocol.ts'
import type { DurableStore, TimerRow } from './store.ts'

export interface Timers {
  add: (rows: readonly TimerRow[]) => void
  start: () => void
  stop: () => void
}

const toEvent = ({ task, fireAt }: TimerRow): string =>
  JSON.stringify({ EventType: EventType.TimerFired, TimerId: task, FireAt: new Date(fireAt).toISOString() })

/** Waits for the earliest durable timer only; all others stay in the store. */
export function createTimers(clock: Clock, store: DurableStore, onFired: (instance: string) => void): Timers {
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
    add(rows) {
      for (const row of rows) arm(row.fireAt)
    },
    start: fire,
    stop() {
      stopped = true
      cancel()
    },
  }
}
