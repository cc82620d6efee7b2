import { at } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { errorMessage } from '../log.ts'
import type { Log } from '../log.ts'
import { isPassing } from '../store/failures.ts'
import { eventTypes } from './protocol.ts'
import { retryPauseMs } from './retry-write.ts'
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
  log: Log,
  onFired: (instance: string) => void,
): Timers => {
  let armed = Number.POSITIVE_INFINITY
  let cancel = () => {}
  let stopped = false

  const arm = (time: number) => {
    if (stopped || time >= armed) return
    cancel()
    armed = time
    cancel = at(clock, time, fire, fire)
  }

  const fireDue = (): number | undefined => {
    store.correctTimers(clock.now())
    for (const timer of store.fireTimers(clock.now(), toEvent)) onFired(timer.instance)
    return store.nextTimer()
  }

  /** Runs from a timer of the process, which a throw would end. */
  const fire = () => {
    armed = Number.POSITIVE_INFINITY
    try {
      const next = fireDue()
      if (next !== undefined) arm(next)
    } catch (error) {
      if (!isPassing(error))
        log('critical', 'Host.Durable', `Durable timers could not fire: ${errorMessage(error)}`, error)
      arm(clock.now() + retryPauseMs)
    }
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
