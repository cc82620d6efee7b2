import { failureOf, retryAdviceFor, toError } from './failures.ts'
import type { CosmosFailure } from './failures.ts'

export interface Clock {
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
  /** Runs the function after this number of milliseconds. @returns a function that cancels it */
  readonly after: (ms: number, run: () => void) => () => void
  /** 0 to 1, for the jitter. */
  readonly random: () => number
}

/** Milliseconds. */
export interface Deadlines {
  /** One read of the store, including all attempts and pauses. */
  readonly read: number
  /** One batch, including all attempts and pauses. */
  readonly write: number
  /** One request to the service. */
  readonly attempt: number
}

export type Attempted<T> = { readonly value: T } | { readonly failure: CosmosFailure }

/** The attempts of one store call, until its deadline. */
export interface Attempts {
  /** Makes one attempt. A failure is returned, not thrown. The signal aborts the attempt at its deadline. */
  once<T>(run: (signal: AbortSignal) => Promise<T>): Promise<Attempted<T>>
  /** Waits before the next attempt. @throws Error for the failure if no time is left */
  pause(failure: CosmosFailure): Promise<void>
  /** Attempts until success. @throws Error for the first permanent failure, or the last transient failure */
  read<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T>
  /** Creates an own attempt counter with the same deadline, for parallel requests. */
  fork(): Attempts
}

const maxAttempts = 10
const firstPause = 40
const maxPause = 1500

/** Enforces the timeout even if the client ignores the signal. */
const withTimeout = async <T>(
  after: Clock['after'],
  ms: number,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const controller = new AbortController()
  let cancel = () => {}
  const timeout = new Promise<never>((_resolve, reject) => {
    cancel = after(ms, () => {
      controller.abort()
      reject(Object.assign(new Error('The request timed out'), { code: 'DEADLINE' }))
    })
  })
  try {
    return await Promise.race([run(controller.signal), timeout])
  } finally {
    cancel()
  }
}

/** The only place that decides on retries and their pauses. */
export const startAttempts = (clock: Clock, end: number, perAttempt: number): Attempts => {
  const { now, sleep, after, random } = clock
  let attempts = 0

  const once: Attempts['once'] = async (run) => {
    attempts += 1
    try {
      return { value: await withTimeout(after, Math.max(1, Math.min(perAttempt, end - now())), run) }
    } catch (error) {
      return { failure: failureOf(error) }
    }
  }

  const pause = async (failure: CosmosFailure): Promise<void> => {
    const backOff = Math.min(maxPause, firstPause * 2 ** attempts)
    // Jitter is added to the pause of the service, so that throttled callers do not return at the same time.
    const wait =
      failure.retryAfter === undefined
        ? backOff * (0.5 + random() / 2)
        : failure.retryAfter + firstPause * random()
    if (attempts >= maxAttempts || now() + wait >= end) throw toError(failure)
    await sleep(wait)
  }

  return {
    once,
    pause,
    read: async (run) => {
      for (;;) {
        const tried = await once(run)
        if ('value' in tried) {
          attempts = 0
          return tried.value
        }
        if (!retryAdviceFor(tried.failure).transient) throw toError(tried.failure)
        await pause(tried.failure)
      }
    },
    fork: () => startAttempts(clock, end, perAttempt),
  }
}
