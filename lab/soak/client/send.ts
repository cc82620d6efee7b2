import { z } from 'zod'
import { pause } from '../../bench/timings.ts'

export interface Reply {
  readonly status: number
  /** The error's code; undefined for a success. */
  readonly code?: string | undefined
  readonly etag?: string | undefined
  readonly location?: string | undefined
  readonly body: unknown
  /** How often it had been sent before without an answer that tells the outcome. */
  readonly lost: number
}

export interface Request {
  readonly body?: unknown
  readonly ifMatch?: string | undefined
  readonly key?: string | undefined
}

interface Attempt extends Request {
  readonly method: string
  readonly url: string
  readonly token: string
  /** Ends the attempt after so many ms, whatever comes. */
  readonly within: number
}

const errorBody = z.object({ error: z.object({ code: z.string() }) })

/** Sends once. @throws whatever `fetch` throws when no answer came in time */
const sendOnce = async ({ method, url, token, body, ifMatch, key, within }: Attempt) => {
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    signal: AbortSignal.timeout(Math.max(1, Math.round(within))),
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined
        ? {}
        : {
            'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
          }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const json: unknown =
    text !== '' && response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined
  return {
    status: response.status,
    code: response.status < 400 ? undefined : (errorBody.safeParse(json).data?.error.code ?? 'NoCode'),
    etag: response.headers.get('etag') ?? undefined,
    location: response.headers.get('operation-location') ?? undefined,
    retryAfter: Number(response.headers.get('retry-after') ?? 1),
    body: json,
  }
}

/**
 * Answers that ask to come again. A 500 does, too; that it came is told apart. With 408 the server closes a connection that has
 * been idle, which it may do just when a request arrives.
 */
const comeAgain = ({ status, code }: { readonly status: number; readonly code?: string | undefined }) =>
  status >= 500 || status === 429 || status === 408 || code === 'RequestInProgress'

export interface SendOptions {
  readonly method: string
  /** Where it is sent this time. */
  readonly url: () => string
  readonly token: string
  readonly request: Request
  /** How long this attempt waits for its answer, ms; short ones lose answers on purpose. */
  readonly patience: (attempt: number) => number
  /** Whether it is to be given up now. */
  readonly over: () => boolean
  readonly onAttempt: (attempt: {
    readonly began: number
    readonly status?: number
    readonly code?: string | undefined
  }) => void
}

const firstPause = 100
const longestPause = 1000
/** Sooner than the service asks after a full disk: there shall be load as soon as there is room. */
const longestRetryAfter = 2000

/**
 * A good client: after a lost connection, a timeout, a 429, a 5xx and while the same request is still being worked on it
 * sends again, until it knows the outcome. Undefined: it was over before that, and nobody knows.
 */
export const sendUntilKnown = async (options: SendOptions): Promise<Reply | undefined> => {
  let lost = 0
  for (let attempt = 0; !options.over(); attempt += 1) {
    const began = performance.now()
    let wait = Math.min(longestPause, firstPause * 2 ** attempt)
    try {
      const { method, url, token, request, patience } = options
      const { retryAfter, ...answer } = await sendOnce({
        ...request,
        method,
        url: url(),
        token,
        within: patience(attempt),
      })
      options.onAttempt({ began, status: answer.status, code: answer.code })
      if (!comeAgain(answer)) return { ...answer, lost }
      // Refused before anything was done, all others may have been done.
      if (answer.status !== 429 && answer.status !== 408) lost += 1
      wait = Math.min(longestRetryAfter, retryAfter * 1000)
    } catch {
      options.onAttempt({ began })
      lost += 1
    }
    await pause(wait)
  }
  return undefined
}
