import { DomainError } from '../../core/errors.ts'
import type { Millis } from '../../core/time.ts'
import { usualLater, type Later } from '../../core/within.ts'

/** Renditions that are made at once by one instance. */
const places = 2
/** Bytes of a file that is read alone: two files are in memory at most, and one large one. */
export const largeBytes = 64 * 2 ** 20
const maxWaiting = 256
/** How long one waits: a browser never asks again for an image that was refused. */
const longestWait: Millis = 30_000
/** Seconds: about as long as some pictures take. */
const retryAfter = 5

const full = (): DomainError =>
  new DomainError(
    'ServiceUnavailable',
    'The service makes as many pictures at once as its memory allows; wait for the seconds in Retry-After, then send the request again',
    { retryAfter },
  )

interface Waiting {
  readonly needs: number
  readonly start: () => void
}

/** Takes a place for the work on a file of so many bytes. @throws DomainError `ServiceUnavailable` if none is free in time */
export type DrawingRoom = <T>(bytes: number, work: () => Promise<T>) => Promise<T>

/** Bounds the memory and the processor time of renditions. They are made in the order in which they were asked for. */
export const createDrawingRoom = (later: Later = usualLater): DrawingRoom => {
  let taken = 0
  let waiting: readonly Waiting[] = []

  const startNext = (): void => {
    for (const one of waiting) {
      if (taken + one.needs > places) return
      waiting = waiting.filter((other) => other !== one)
      taken += one.needs
      one.start()
    }
  }

  return async (bytes, work) => {
    if (waiting.length >= maxWaiting) throw full()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const one: Waiting = { needs: bytes > largeBytes ? places : 1, start: resolve }
    const cancel = later(() => {
      waiting = waiting.filter((other) => other !== one)
      reject(full())
      startNext()
    }, longestWait)
    waiting = [...waiting, one]
    startNext()
    try {
      await promise
    } finally {
      cancel()
    }
    try {
      return await work()
    } finally {
      taken -= one.needs
      startNext()
    }
  }
}
