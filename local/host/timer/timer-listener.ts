import { at, settledWithin } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Invoke } from '../core/invoke.ts'
import { clientInputs } from '../core/validate.ts'
import type { HostedFunction } from '../core/validate.ts'
import { errorMessage } from '../log.ts'
import type { Log } from '../log.ts'
import { parseSchedule } from './ncrontab.ts'
import type { Schedule } from './ncrontab.ts'
import type { TimerStatus, TimerStore } from './timer-store.ts'

export interface TimerDeps {
  readonly clock: Clock
  readonly store: TimerStore
  readonly invoke: Invoke
  readonly log: Log
  /** The value of `durableClient` inputs. */
  readonly client: string
}

export interface Timer {
  /** Runs the function now, after a run in progress. */
  readonly runNow: () => void
  readonly start: () => void
  /** Ends the schedule and waits up to `graceMs` for a run in progress. */
  readonly stop: (graceMs: number) => Promise<void>
}

const minute = 60_000
/** The date that .NET serialises for "never". */
const never = '0001-01-01T00:00:00'

const isSubMinute = (schedule: Schedule, from: number): boolean => {
  const first = schedule.next(new Date(from))
  const second = first && schedule.next(first)
  return first !== undefined && second !== undefined && second.getTime() - first.getTime() < minute
}

const nextAfter = (schedule: Schedule, from: Date): string => schedule.next(from)?.toISOString() ?? never

/** A stored time that is not the schedule's own means that the schedule was edited. */
const isCurrent = (schedule: Schedule, { Last, Next, LastUpdated }: TimerStatus): boolean =>
  nextAfter(schedule, new Date(Last === never ? LastUpdated : Last)) === Next

/** Runs the function once with what Azure sends to a timer; an error is logged. */
const createRun =
  (fn: HostedFunction, { invoke, log, client }: TimerDeps) =>
  async (status: TimerStatus | undefined, isPastDue: boolean): Promise<void> => {
    const data = { Schedule: { AdjustForDST: true }, ScheduleStatus: status ?? null, IsPastDue: isPastDue }
    try {
      const trigger = { name: fn.triggerName, data: { json: JSON.stringify(data) } }
      const { error } = await invoke(fn.registered, { inputData: [trigger, ...clientInputs(fn, client)] })
      if (error !== undefined) throw error
    } catch (error) {
      const message = `The timer failed, its schedule continues: ${errorMessage(error)}`
      log('error', `Function.${fn.name}`, message, error)
    }
  }

/** One timer function. @throws Error if the schedule is wrong */
export const createTimer = (fn: HostedFunction, text: string, deps: TimerDeps): Timer => {
  const { clock, store, log } = deps
  const schedule = parseSchedule(text)
  const run = createRun(fn, deps)
  const hasStatus = !isSubMinute(schedule, clock.now())
  const category = `Function.${fn.name}`
  /** Undefined if there is none that can be read: the schedule then begins anew. */
  const status = (): TimerStatus | undefined => {
    if (!hasStatus) return undefined
    try {
      return store.read(fn.name)
    } catch (error) {
      log('warning', category, `The timer's last run can't be read: ${errorMessage(error)}`, error)
      return undefined
    }
  }
  let stopped = false
  let isClosed = false
  let cancel = () => {}
  let running: Promise<void> = Promise.resolve()

  const save = (last: string, from: number) => {
    if (!hasStatus || isClosed) return
    const now = new Date(from)
    try {
      store.write(fn.name, { Last: last, Next: nextAfter(schedule, now), LastUpdated: now.toISOString() })
    } catch (error) {
      // After a restart the timer may run once more.
      log('warning', category, `The timer's last run can't be stored: ${errorMessage(error)}`, error)
    }
  }

  /** A run whose schedule fails must not hold up the ones after it. */
  const enqueue = (isPastDue: boolean, after?: () => void): void => {
    const before = running
    const next = async () => {
      await before
      if (stopped) return
      await run(status(), isPastDue)
      after?.()
    }
    running = next().catch((error: unknown) =>
      log('critical', category, `The timer's schedule stopped: ${errorMessage(error)}`, error),
    )
  }

  const arm = () => {
    const due = schedule.next(new Date(clock.now()))
    if (stopped || due === undefined) return
    const runDue = () =>
      enqueue(false, () => {
        save(due.toISOString(), due.getTime())
        arm()
      })
    cancel = at(clock, due.getTime(), runDue, arm)
  }

  const catchUp = () =>
    enqueue(true, () => {
      const ran = clock.now()
      save(new Date(ran).toISOString(), ran)
      arm()
    })

  return {
    runNow: () => enqueue(false),
    start: () => {
      const now = clock.now()
      const stored = status()
      const known = stored !== undefined && isCurrent(schedule, stored) ? stored : undefined
      if (known === undefined) save(stored?.Last ?? never, now)
      if (known !== undefined && now > Date.parse(known.Next)) catchUp()
      else arm()
    },
    stop: async (graceMs) => {
      stopped = true
      cancel()
      await settledWithin(clock, graceMs, [running])
      isClosed = true
    },
  }
}
