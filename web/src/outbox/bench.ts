import type { Schemas } from '../api/client.ts'
import { createActiveClock, type ActiveClock } from './active-time.ts'
import { backoff } from './backoff.ts'
import { firstState, type BenchState } from './bench-state.ts'
import { createDisk } from './disk.ts'
import { give, redoStep, undoStep } from './label-steps.ts'
import { nextJob } from './next-job.ts'
import { performJob, type JobBench } from './perform-job.ts'
import type { BenchPorts } from './ports.ts'
import type { GivenAnswer } from './records.ts'
import { restoreWork } from './restore-work.ts'
import { beginRelease, beginReopen, flush, lastSentPage, submit, takeBack } from './send-steps.ts'
import { createWakeTimer } from './wake-timer.ts'
import { currentPage, openPages, unanswered, type Work } from './work.ts'

type Undone = { readonly items: readonly string[] } | 'Reopening' | 'Nothing'

/** A person's work on a project in this tab: gestures on one side, disk and service on the other. */
export interface Bench {
  readonly state: () => BenchState
  readonly subscribe: (listener: () => void) => () => void
  /** Reads what the disk has and begins. @throws if the browser refuses its disk */
  readonly start: () => Promise<void>
  /** The person is on the label screen. */
  readonly enter: () => void
  /** The person leaves it: what is answered is sent, and the page ahead goes back. */
  readonly leave: () => void
  readonly give: (
    items: readonly string[],
    answer: (now: GivenAnswer | undefined) => GivenAnswer | undefined,
  ) => void
  readonly undo: () => Undone
  /** Gets the page back that was submitted last. */
  readonly reopen: () => Undone
  readonly redo: () => readonly string[]
  /** Sends the current page. Returns the items that have no answer; none if it went. */
  readonly submit: () => readonly string[]
  /** Tries at once what waits, such as after the network or the sign-in came back. */
  readonly kick: () => void
  /** Asks the service again for a page, after it had none or refused. */
  readonly askAgain: () => void
  /** Renews leases at half their time while the person is active, and URLs before they end; tries a disk that refused. Called now and then. */
  readonly tick: () => void
  /** Gets a page with fresh URLs. */
  readonly recheck: (page: string) => void
  /** Milliseconds to the end of the current page's lease; undefined while it is not known. */
  readonly leaseLeft: () => number | undefined
  /** The page would go to others in a moment, if nobody does anything. */
  readonly leaseEndsSoon: () => boolean
  readonly forgetRefused: (numbers: readonly number[]) => void
  /** All gestures are on the disk, and nothing waits for the service. */
  readonly idle: () => Promise<void>
  /** Ends all work of this tab. Resolves when the disk has everything. */
  readonly stop: () => Promise<void>
  readonly active: ActiveClock
}

const aMinute = 60_000

/** A short lease is no reason for a warning that never goes. */
const soonOf = (leaseMs: number): number => Math.min(2 * aMinute, leaseMs / 4)

const urlsEndSoon = ({ items }: Schemas['TakenPage'], now: number): boolean =>
  items.some(({ urlsExpireAt }) => urlsExpireAt !== undefined && Date.parse(urlsExpireAt) - now < aMinute)

export const createBench = (ports: BenchPorts): Bench => {
  const { project, journal, transport, now, clock, notify } = ports
  let state = firstState(project)
  let isLabeling = true
  let isStopped = false
  let isWaiting = false
  let running: Promise<void> | undefined
  const confirmed = new Map<string, number>()
  const checked = new Set<string>()
  const accepted = new Set<string>()
  const listeners = new Set<() => void>()
  const timer = createWakeTimer(ports.delay)
  const active = createActiveClock(clock)

  const set = (next: Partial<BenchState>): void => {
    state = { ...state, ...next }
    for (const listener of listeners) listener()
  }

  const lose = (): void => {
    isStopped = true
    timer.wake()
    set({ phase: 'Lost' })
  }

  const disk = createDisk({
    project,
    journal,
    onTakenOver: lose,
    onFailure: (diskFailure) => set({ diskFailure }),
  })

  /** Memory and screen at once; the disk follows, and the promise is for those who need it first. */
  const update = (work: Work, more: Partial<BenchState> = {}): Promise<void> => {
    const before = state.work
    if (work === before && Object.keys(more).length === 0) return Promise.resolve()
    const written = work === before ? Promise.resolve() : disk.write(before, work)
    set({ ...more, work })
    return written
  }

  /** For gestures, which do not wait for the disk. Its failures are in the state. */
  const change = (work: Work, more?: Partial<BenchState>): void => {
    update(work, more).catch(() => undefined)
  }

  const jobs: JobBench = {
    work: () => state.work,
    update,
    transport,
    now,
    notify,
    confirm: (page) => {
      checked.add(page)
      confirmed.set(page, clock())
    },
    doubt: (page) => checked.delete(page),
    setWaiting: (taken) => {
      isWaiting = taken !== undefined
      const { waiting, retryAfter } = taken ?? {}
      const retryAt = retryAfter === undefined ? undefined : now() + retryAfter * 1000
      set({ noPage: waiting === undefined ? undefined : { reason: waiting, retryAt }, problem: undefined })
    },
    isAlive: () => !isStopped,
    accept: (page, items) => {
      for (const item of items) accepted.add(`${page}/${item}`)
      set({ accepted: accepted.size })
    },
    giveBack: (page, items) => {
      for (const item of items) accepted.delete(`${page}/${item}`)
      set({ accepted: accepted.size })
    },
  }

  const circumstances = () => ({ isLabeling, isWaiting, checked, size: ports.size() })

  const work = async (): Promise<void> => {
    let failures = 0
    while (jobs.isAlive()) {
      const job = nextJob(state.work, circumstances())
      if (job) {
        const failure = await performJob(jobs, job)
        if (!jobs.isAlive()) return
        failures = failure ? failures + 1 : 0
        if (!failure) {
          if (state.hold) set({ hold: undefined })
          continue
        }
        const ms = backoff(failures - 1, failure, ports.random)
        set({ hold: { why: failure.why, until: now() + ms } })
        await timer.pause(ms)
        continue
      }
      const retryAt = state.noPage?.retryAt
      if (retryAt === undefined || !isLabeling) return
      await timer.pause(Math.min(60_000, Math.max(0, retryAt - now())))
      isWaiting = false
    }
  }

  /** A pause that the service asked for goes on; one for want of a network, a sign-in or a page ends. */
  const kick = (): void => {
    if (state.hold === undefined || state.hold.why === 'Offline' || state.hold.why === 'SignIn') timer.wake()
    if (isStopped || state.phase !== 'Ready') return
    running ??= work()
      // A disk that another tab has now; the state says it.
      .catch(() => undefined)
      .finally(() => {
        running = undefined
        if (!isStopped && nextJob(state.work, circumstances())) kick()
      })
  }

  const recheck = (page: string): void => {
    checked.delete(page)
    kick()
  }

  const leaseLeft = (): number | undefined => {
    const page = currentPage(state.work)
    const since = page && confirmed.get(page.page)
    return since === undefined ? undefined : since + ports.leaseMs() - clock()
  }

  const reopen = (): Undone => {
    const page = isStopped ? undefined : lastSentPage(state.work, now())
    if (!page) return 'Nothing'
    const back = takeBack(state.work, page.page)
    change(back ?? beginReopen(state.work, page.page))
    kick()
    return back ? { items: [] } : 'Reopening'
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: async () => {
      const stored = await journal.claim()
      if (isStopped) return
      set({ work: restoreWork(project, stored), phase: 'Ready' })
      kick()
    },
    enter: () => {
      isLabeling = true
      isWaiting = false
      kick()
    },
    leave: () => {
      isLabeling = false
      if (isStopped) return
      let next = state.work
      for (const [index, page] of openPages(next).entries()) {
        const isDone = unanswered(page).length === 0
        next = isDone ? submit(next, page.page, now()) : flush(next, page.page)
        if (index > 0 && page.history.answers.size === 0) next = beginRelease(next, page.page)
      }
      change(next)
      kick()
    },
    give: (items, answer) => {
      if (isStopped) return
      change(give(state.work, items, answer, active.take()))
    },
    undo: () => {
      if (isStopped) return 'Nothing'
      const undone = undoStep(state.work)
      if (undone) {
        change(undone.work)
        return { items: undone.items }
      }
      return reopen()
    },
    reopen,
    redo: () => {
      const redone = isStopped ? undefined : redoStep(state.work)
      if (!redone) return []
      change(redone.work)
      return redone.items
    },
    submit: () => {
      const page = currentPage(state.work)
      if (!page || isStopped) return []
      const left = unanswered(page)
      if (left.length > 0) return left
      isWaiting = false
      change(submit(state.work, page.page, now()))
      kick()
      return []
    },
    kick,
    askAgain: () => {
      isWaiting = false
      set({ noPage: undefined, problem: undefined })
      // What the service asks for holds for requests by themselves, not for one that a person wants.
      timer.wake()
      kick()
    },
    tick: () => {
      if (!isStopped) disk.catchUp(state.work).catch(() => undefined)
      for (const { page, taken } of openPages(state.work)) {
        const since = confirmed.get(page)
        if (since === undefined || !checked.has(page)) continue
        const isHalfOver = clock() - since >= ports.leaseMs() / 2 && active.lastActive() > since
        if (isHalfOver || (clock() - since > aMinute && urlsEndSoon(taken, now()))) recheck(page)
      }
    },
    recheck,
    leaseLeft,
    leaseEndsSoon: () => {
      const left = leaseLeft()
      return left !== undefined && left > 0 && left < soonOf(ports.leaseMs())
    },
    forgetRefused: (numbers) => {
      const gone = new Set(numbers)
      change({ ...state.work, refused: state.work.refused.filter(({ number }) => !gone.has(number)) })
    },
    idle: async () => {
      await running
      await disk.settled()
    },
    stop: async () => {
      isStopped = true
      timer.wake()
      await disk.settled()
      await disk.catchUp(state.work).catch(() => undefined)
    },
    active,
  }
}
