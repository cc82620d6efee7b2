import { DomainError } from '../../domain/core/errors.ts'

export interface ContentLimits {
  /** Open contents of one link or path. */
  readonly perLink: number
  /** Open contents of one caller, or of one network without a token. */
  readonly perClient: number
  /** Open contents of this instance. */
  readonly total: number
}

/**
 * A file that waits for room in memory (`createContentBudget`) holds a connection to storage. A browser reads some tens of images
 * at once, and an office of forty labelers some hundreds.
 */
export const contentLimits: ContentLimits = { perLink: 32, perClient: 256, total: 512 }

/** Seconds: about as long as some images take. */
const retryAfter = 2

/** Takes a place for one content, and returns what gives it back, once. @throws DomainError `TooManyRequests`, `ServiceUnavailable` */
export type TakeContentSlot = (link: string, client: string) => () => void

/** Counts the contents that are open now. One too many is refused at once: nothing waits, and nothing else is held up. */
export const createContentSlots = ({ perLink, perClient, total }: ContentLimits): TakeContentSlot => {
  const open = new Map<string, number>()
  let all = 0

  const change = (key: string, by: 1 | -1): void => {
    const count = (open.get(key) ?? 0) + by
    if (count === 0) open.delete(key)
    else open.set(key, count)
  }

  return (link, client) => {
    const keys = [`link ${link}`, `client ${client}`] as const
    const most = [perLink, perClient]
    if (keys.some((key, index) => (open.get(key) ?? 0) >= (most[index] ?? 0)))
      throw new DomainError(
        'TooManyRequests',
        'Too many files are being read at once; read those that are open to their end, wait for the seconds in Retry-After, then send the request again',
        { retryAfter },
      )
    if (all >= total)
      throw new DomainError(
        'ServiceUnavailable',
        'The service passes on as many files at once as it can; wait for the seconds in Retry-After, then send the request again',
        { retryAfter },
      )
    let held = true
    all += 1
    for (const key of keys) change(key, 1)
    return () => {
      if (!held) return
      held = false
      all -= 1
      for (const key of keys) change(key, -1)
    }
  }
}
