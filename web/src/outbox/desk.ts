import type { Api } from '../api/client.ts'
import { SignInNeeded } from '../api/problem.ts'
import type { Session } from '../session/session.ts'
import { createApiTransport } from './api-transport.ts'
import type { Notice } from './bench-state.ts'
import { createBench, type Bench } from './bench.ts'
import { createJournal } from './journal.ts'
import { openLabelDatabase } from './label-database.ts'
import type { BenchPorts } from './ports.ts'
import { lockTab, type TabState } from './tab-lock.ts'
import type { Transport } from './transport.ts'
import { delay } from './wake-timer.ts'

export interface DeskState {
  readonly tab: TabState
  /** There is one while this tab labels the project. */
  readonly bench?: Bench | undefined
  /** The browser does not keep anything for the app. */
  readonly failure?: unknown
}

/** What the label screen knows of pages. */
export interface Terms {
  readonly size: () => number
  readonly leaseMs: number
}

/** A project's place in this tab: it has a bench while no other tab has one. */
export interface Desk {
  readonly state: () => DeskState
  readonly subscribe: (listener: () => void) => () => void
  readonly takeOver: () => void
  readonly enter: (terms: Terms) => void
  readonly leave: () => void
  /** Resolves when nothing waits to be sent. False: the person has come back meanwhile, and it stays open. */
  readonly close: () => Promise<boolean>
  readonly isClosed: () => boolean
  readonly onNotice: (listener: (notice: Notice) => void) => () => void
}

interface DeskPorts {
  readonly user: string
  readonly project: string
  readonly api: Api
  readonly session: Session
}

/** Another person who has signed in meanwhile does not send these answers. */
const onlyFor = (user: string, session: Session, transport: Transport): Transport => {
  const guard =
    <Given extends readonly unknown[], Answer>(call: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      const state = session.state()
      const isSame = (state.status === 'SignedIn' || state.status === 'Waiting') && state.person.user === user
      if (!isSame) throw new SignInNeeded()
      return call(...given)
    }
  return {
    take: guard(transport.take),
    get: guard(transport.get),
    submit: guard(transport.submit),
    renew: guard(transport.renew),
    release: guard(transport.release),
    reopen: guard(transport.reopen),
  }
}

export const openDesk = ({ user, project, api, session }: DeskPorts): Desk => {
  let state: DeskState = { tab: 'Asking' }
  let isLabeling = false
  let terms: Terms = { size: () => 20, leaseMs: 30 * 60_000 }
  let isClosed = false
  const listeners = new Set<() => void>()
  const noticing = new Set<(notice: Notice) => void>()
  /** Settled when it is known whether this tab has the project, and the disk is read. */
  const begun = Promise.withResolvers<void>()
  const set = (next: DeskState): void => {
    state = next
    for (const listener of listeners) listener()
  }

  const ports = (): Omit<BenchPorts, 'journal'> => ({
    project,
    transport: onlyFor(user, session, createApiTransport(api, project)),
    now: Date.now,
    clock: () => performance.now(),
    delay,
    random: Math.random,
    size: () => terms.size(),
    leaseMs: () => terms.leaseMs,
    notify: (notice) => {
      for (const listener of noticing) listener(notice)
    },
  })

  const begin = async (): Promise<void> => {
    try {
      const database = await openLabelDatabase(user)
      if (state.tab !== 'Held' || isClosed) return
      const bench = createBench({
        ...ports(),
        journal: createJournal(database, project, crypto.randomUUID()),
      })
      if (!isLabeling) bench.leave()
      set({ tab: 'Held', bench })
      await bench.start()
    } catch (failure) {
      set({ ...state, failure })
    }
  }

  const kick = (): void => state.bench?.kick()
  const look = (): void => {
    if (document.visibilityState !== 'visible') return
    kick()
    state.bench?.tick()
  }
  const ticking = setInterval(() => state.bench?.tick(), 15_000)
  globalThis.addEventListener('online', kick)
  document.addEventListener('visibilitychange', look)
  const endSession = session.subscribe(kick)

  const name = `etiquette/label/${user}/${project}`
  const lock = lockTab({
    locks: navigator.locks,
    channel: new BroadcastChannel(name),
    name,
    onChange: (tab) => {
      const { bench } = state
      if (tab === 'Held') {
        set({ tab })
        begin().then(begun.resolve, begun.resolve)
        return
      }
      set({ tab })
      if (tab === 'Elsewhere') begun.resolve()
      bench?.stop().catch(() => undefined)
    },
    onHandOver: async () => {
      await state.bench?.stop()
    },
  })

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    takeOver: lock.takeOver,
    enter: (next) => {
      terms = next
      isLabeling = true
      state.bench?.enter()
    },
    leave: () => {
      isLabeling = false
      state.bench?.leave()
    },
    isClosed: () => isClosed,
    onNotice: (listener) => {
      noticing.add(listener)
      return () => noticing.delete(listener)
    },
    close: async () => {
      await begun.promise
      await state.bench?.idle()
      if (isLabeling || isClosed) return false
      isClosed = true
      clearInterval(ticking)
      globalThis.removeEventListener('online', kick)
      document.removeEventListener('visibilitychange', look)
      endSession()
      await state.bench?.stop()
      lock.end()
      return true
    },
  }
}
