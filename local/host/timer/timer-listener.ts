import { at, type Clock } from '../clock.ts'
import type { Invoke } from '../core/invoke.ts'
import type { HostedFunction } from '../core/validate.ts'
import { errorMessage, type Log } from '../log.ts'
import { parseSchedule, type Schedule } from './ncrontab.ts'

/** When a timer last ran and when it is due; ISO 8601, `Last` is empty before the first run. */
export interface TimerStatus {
  Last: string
  Next: string
  LastUpdated: string
}

/** Where the status outlives the process. */
export interface TimerStore {
  read: (name: string) => TimerStatus | undefined
  write: (name: string, status: TimerStatus) => void
}

export interface TimerDependencies {
  clock: Clock
  store: TimerStore
  invoke: Invoke
  log: Log
  settings: Readonly<Record<string, string | undefined>>
  clientData: () => string
}

export interface Timer {
  /** Runs the function now, after a run in progress; never rejects. */
  runNow: () => Promise<void>
  start: () => void
  /** Stops the schedule and waits up to `graceMs` for a run in progress. */
  stop: (graceMs: number) => Promise<void>
}

const MINUTE = 60_000
// The date .NET serialises for "never".
const NEVER = '0001-01-01T00:00:00'

const isSubMinute = (schedule: Schedule, from: number): boolean => {
  const first = schedule.next(new Date(from))
  const second = first && schedule.next(first)
  return first !== undefined && second !== undefined && second.getTime() - first.getTime() < MINUTE
}

/** One timer function. Throws if its schedule or a setting in it is wrong. */
export function createTimer(
  fn: HostedFunction,
  dependencies: TimerDependencies & { schedule: string },
): Timer {
  const { clock, store, invoke, log } = dependencies
  const schedule = parseSchedule(dependencies.schedule)
  const category = `Function.${fn.name}`
  const monitored = fn.binding['useMonitor'] !== false && !isSubMinute(schedule, clock.now())
  const status = () => (monitored ? store.read(fn.name) : undefined)
  let stopped = false
  let isClosed = false
  let cancel = () => {}
  let running: Promise<void> = Promise.resolve()

  const run = async (isPastDue: boolean): Promise<void> => {
    const data = { Schedule: { AdjustForDST: true }, ScheduleStatus: status() ?? null, IsPastDue: isPastDue }
    const clients = fn.clients.map((name) => ({ name, data: { string: dependencies.clientData() } }))
    try {
      const inputData = [{ name: fn.triggerName, data: { json: JSON.stringify(data) } }, ...clients]
      const { error } = await invoke(fn.registered, { inputData })
      if (error !== undefined) throw error
    } catch (error) {
      log('error', category, `The timer failed, its schedule goes on: ${errorMessage(error)}`, error)
    }
  }

  const enqueue = async (isPastDue: boolean, after?: () => void): Promise<void> => {
    const before = running
    const next = async () => {
      await before
      if (stopped) return
      await run(isPastDue)
      after?.()
    }
    running = next()
    await running
  }

  const save = (last: string, from: number) => {
    if (!monitored || isClosed) return
    const next = schedule.next(new Date(from))?.toISOString() ?? NEVER
    store.write(fn.name, { Last: last, Next: next, LastUpdated: new Date(from).toISOString() })
  }

  const arm = () => {
    const due = schedule.next(new Date(clock.now()))
    if (stopped || due === undefined) return
    cancel = at(clock, due.getTime(), () => {
      void enqueue(false, () => {
        save(due.toISOString(), due.getTime())
        arm()
      })
    })
  }

  const start = () => {
    const now = clock.now()
    const stored = status()
    const isKept = stored !== undefined && nextOf(schedule, stored) === stored.Next
    const isPastDue = isKept && now > Date.parse(stored.Next)
    // Another time than the stored one means that the schedule was edited: it starts afresh.
    if (!isKept) save(stored?.Last ?? NEVER, now)
    if (!isPastDue && fn.binding['runOnStartup'] !== true) {
      arm()
      return
    }
    void enqueue(isPastDue, () => {
      const ran = clock.now()
      save(new Date(ran).toISOString(), ran)
      arm()
    })
  }

  return {
    start,
    runNow: () => enqueue(false),
    async stop(graceMs) {
      stopped = true
      cancel()
      const { promise, resolve } = Promise.withResolvers<undefined>()
      const giveUp = clock.after(graceMs, () => {
        resolve(undefined)
      })
      await Promise.race([running, promise])
      giveUp()
      isClosed = true
    },
  }
}

const nextOf = (schedule: Schedule, { Last, LastUpdated }: TimerStatus): string =>
  schedule.next(new Date(Last === NEVER ? LastUpdated : Last))?.toISOString() ?? NEVER
