import { DomainError } from '../../domain/core/errors.ts'
import type { Millis } from '../../domain/core/time.ts'

/** Takes the room for one file, and returns what gives it back, once. @throws DomainError `TooManyRequests`, `ServiceUnavailable` */
export type ReserveContent = (client: string, bytes: number) => Promise<() => void>

interface Waiting {
  readonly client: string
  readonly bytes: number
  readonly start: () => void
}

/** How long a file waits for room: a page of images is read some at a time, and a browser never asks again for one that was refused. */
const longestWait: Millis = 30_000

/** Seconds: about as long as some images take. */
const retryAfter = 2

const refusal = (isOwnShare: boolean): DomainError =>
  isOwnShare
    ? new DomainError(
        'TooManyRequests',
        'Too many files are being read at once; wait for the seconds in Retry-After, then send the request again, and read fewer at once',
        { retryAfter },
      )
    : new DomainError(
        'ServiceUnavailable',
        'The service passes on as many files at once as its memory allows; wait for the seconds in Retry-After, then send the request again',
        { retryAfter },
      )

/**
 * Bounds the bytes of files that this instance holds in memory. A response is passed on whole, so without a bound some large files
 * at once would end the process. The files of one client take half of the room; its next one waits, and holds up nobody else.
 * @param total At least twice the bytes of the largest file
 */
export const createContentBudget = (total: number): ReserveContent => {
  const used = new Map<string, number>()
  let all = 0
  let waiting: readonly Waiting[] = []

  const usedBy = (client: string): number => used.get(client) ?? 0
  const isShareTaken = ({ client, bytes }: Waiting): boolean =>
    usedBy(client) > 0 && usedBy(client) + bytes > total / 2

  const change = (client: string, by: number): void => {
    const left = usedBy(client) + by
    if (left === 0) used.delete(client)
    else used.set(client, left)
    all += by
  }

  /** In their order; one whose client has its share is passed over, and one that is too large for now holds up the rest. */
  const startNext = (): void => {
    for (const one of waiting) {
      if (isShareTaken(one)) continue
      if (all + one.bytes > total) return
      waiting = waiting.filter((other) => other !== one)
      change(one.client, one.bytes)
      one.start()
    }
  }

  return async (client, bytes) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const one: Waiting = { client, bytes, start: resolve }
    const timer = setTimeout(() => {
      waiting = waiting.filter((other) => other !== one)
      reject(refusal(isShareTaken(one)))
      startNext()
    }, longestWait)
    waiting = [...waiting, one]
    startNext()
    try {
      await promise
    } finally {
      clearTimeout(timer)
    }
    let held = true
    return () => {
      if (!held) return
      held = false
      change(client, -bytes)
      startNext()
    }
  }
}
