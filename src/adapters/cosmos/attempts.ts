import { adviceOn, failureOf, toError } from './failures.ts'
import type { Failure } from './failures.ts'

export interface Clock {
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
  /** Runs it after so many milliseconds, unless it is taken back. @returns takes it back */
  readonly after: (ms: number, run: () => void) => () => void
  /** From 0 up to 1, for the jitter. */
  readonly random: () => number
}

/** Milliseconds. */
export interface Deadlines {
  /** For everything that one read of the store does, with its waits. */
  readonly read: number
  readonly write: number
  /** For one call of the service. */
  readonly attempt: number
}

export type Attempted<T> = { readonly value: T } | { readonly failure: Failure }

/** One call of the store: its attempts and waits, until its time is over. */
export interface Attempts {
  /** Tries once. What fails is told, not thrown; the signal ends the try when its time is over. */
  once<T>(run: (signal: AbortSignal) => Promise<T>): Promise<Attempted<T>>
  /** Waits before the next try. @throws Error for the failure, if there is no time for one */
  pause(failure: Failure): Promise<void>
  /** Tries until it goes well. @throws Error for the first failure that does not pass, or that lasts */
  read<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T>
  /** Tries of their own, in the same time: for calls side by side. */
  fork(): Attempts
}

const maxTries = 10
const firstPause = 40
const longestPause = 1500

/** The client may wait inside for what cannot be ended, so the time counts also against it. */
const within = async <T>(
  after: Clock['after'],
  ms: number,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const controller = new AbortController()
  let takeBack = () => {}
  const late = new Promise<never>((_resolve, reject) => {
    takeBack = after(ms, () => {
      controller.abort()
      reject(Object.assign(new Error('The time for this call is over'), { code: 'DEADLINE' }))
    })
  })
  try {
    return await Promise.race([run(controller.signal), late])
  } finally {
    takeBack()
  }
}

/** The only place that decides when something is tried again, and for how long. */
export const startAttempts = (clock: Clock, end: number, perAttempt: number): Attempts => {
  const { now, sleep, after, random } = clock
  let tries = 0

  const once: Attempts['once'] = async (run) => {
    tries += 1
    try {
      return { value: await within(after, Math.max(1, Math.min(perAttempt, end - now())), run) }
    } catch (error) {
      return { failure: failureOf(error) }
    }
  }

  const pause = async (failure: Failure): Promise<void> => {
    const backOff = Math.min(longestPause, firstPause * 2 ** tries)
    // Jitter on top of what the service asks for, so that all who were sent away do not come back at once.
    const wait =
      failure.retryAfter === undefined
        ? backOff * (0.5 + random() / 2)
        : failure.retryAfter + firstPause * random()
    if (tries >= maxTries || now() + wait >= end) throw toError(failure)
    await sleep(wait)
  }

  return {
    once,
    pause,
    read: async (run) => {
      for (;;) {
        const tried = await once(run)
        if ('value' in tried) {
          tries = 0
          return tried.value
        }
        if (!adviceOn(tried.failure).passing) throw toError(tried.failure)
        await pause(tried.failure)
      }
    },
    fork: () => startAttempts(clock, end, perAttempt),
  }
}
