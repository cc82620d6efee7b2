import { createHash } from 'node:crypto'
import type { Store, Stored } from '../ports/store.ts'
import type { Deps } from '../ports/deps.ts'
import { idempotencyRecords, type IdempotencyRecord } from '../model/idempotency/idempotency-record.ts'
import { DomainError, isDomainError } from '../core/errors.ts'
import type { UserId } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { isFinal } from './is-final.ts'

type RequestOutcome = IdempotencyRecord['outcome']

/** Time to live of a record, in seconds. */
const retention = 24 * 3600

export interface IdempotencyDeps extends Pick<Deps, 'store' | 'now'> {
  /**
   * A pending request older than this was abandoned, because no request runs that long. The next one may claim its record.
   */
  readonly takeOverAfter: Millis
}

export interface IdempotentRequest {
  readonly user: UserId
  /** The caller's key: 1 to 255 visible ASCII characters without a comma. */
  readonly key: string
  /** A hash of operation, target and body. A repeated key must have the same fingerprint. */
  readonly fingerprint: string
}

const recordId = (key: string): string => createHash('sha256').update(key).digest('hex')

const keyReused = (): DomainError =>
  new DomainError(
    'IdempotencyKeyReused',
    'This Idempotency-Key was used for another request; make a new key for each request, and reuse it only to repeat that very request',
    { target: 'Idempotency-Key' },
  )

const inProgress = (): DomainError =>
  new DomainError(
    'RequestInProgress',
    'The request with this Idempotency-Key is still being worked on; repeat it in a moment for its answer',
    { target: 'Idempotency-Key', retryAfter: 1 },
  )

const refusalOf = (error: DomainError): RequestOutcome => ({
  state: 'Refused',
  code: error.code,
  message: error.message,
  target: error.target,
  details: error.details.map(({ code, message, target }) => ({ code, message, target })),
})

const replay = (outcome: Exclude<RequestOutcome, { state: 'Pending' }>): unknown => {
  if (outcome.state === 'Done') return outcome.result === undefined ? undefined : JSON.parse(outcome.result)
  const { code, message, target, details } = outcome
  throw new DomainError(code, message, {
    ...(target === undefined ? {} : { target }),
    details: details.map(({ target, ...rest }) => ({ ...rest, ...(target === undefined ? {} : { target }) })),
  })
}

type Claim =
  | { readonly claimed: true; readonly record: Stored<IdempotencyRecord> }
  | { readonly claimed: false; readonly outcome: Exclude<RequestOutcome, { state: 'Pending' }> }

/**
 * Claims the record of a key, or returns the outcome of the earlier request.
 * @throws DomainError `IdempotencyKeyReused`, `RequestInProgress`
 */
const claim = async (
  { store, now, takeOverAfter }: IdempotencyDeps,
  partition: string,
  { key, fingerprint }: IdempotentRequest,
): Promise<Claim> => {
  const id = recordId(key)
  for (;;) {
    const startedAt = now()
    const document: IdempotencyRecord = {
      id,
      kind: 'idempotency',
      fingerprint,
      outcome: { state: 'Pending' },
      startedAt,
      ttl: retention,
    }
    const created = await store.batch('workspace', partition, [{ type: 'create', document }])
    if (created.ok) return { claimed: true, record: { document, etag: created.etags[0] ?? '' } }
    const found = await idempotencyRecords.read(store, partition, id)
    if (!found) continue
    if (found.document.fingerprint !== fingerprint) throw keyReused()
    const { outcome } = found.document
    if (outcome.state !== 'Pending') return { claimed: false, outcome }
    if (startedAt - found.document.startedAt < takeOverAfter) throw inProgress()
    const taken = await store.batch('workspace', partition, [
      { type: 'replace', document, ifMatch: found.etag },
    ])
    if (taken.ok) return { claimed: true, record: { document, etag: taken.etags[0] ?? '' } }
  }
}

/** The request has its outcome already: a failure to record it must not fail the request. */
const ignoreStoreOutage = async (work: Promise<unknown>): Promise<void> => {
  try {
    await work
  } catch (error) {
    if (!isDomainError(error, 'ServiceUnavailable', 'TooManyRequests', 'StorageFull', 'StorageDamaged'))
      throw error
  }
}

const recordOutcome = (
  store: Store,
  partition: string,
  { document, etag }: Stored<IdempotencyRecord>,
  outcome: RequestOutcome | undefined,
): Promise<void> =>
  ignoreStoreOutage(
    store.batch('workspace', partition, [
      outcome === undefined
        ? { type: 'delete', id: document.id, ifMatch: etag }
        : { type: 'replace', document: { ...document, outcome }, ifMatch: etag },
    ]),
  )

export interface IdempotentWork {
  /** Runs the request. The result must be JSON. */
  readonly run: () => Promise<unknown>
  /** Throws if the caller may no longer read the stored result. */
  readonly beforeReplay: () => Promise<void>
}

/**
 * Runs a request once for each key of a user. A repeated request gets the stored result.
 * Errors caused by the request itself are stored and repeated, too; after any other error a retry runs the request again.
 * @throws DomainError `IdempotencyKeyReused`, `RequestInProgress`, and all errors of `run` and `beforeReplay`
 */
export const withIdempotency = async (
  deps: IdempotencyDeps,
  request: IdempotentRequest,
  { run, beforeReplay }: IdempotentWork,
): Promise<{ readonly result: unknown; readonly replayed: boolean }> => {
  const partition = `idempotency:${request.user}`
  const claimed = await claim(deps, partition, request)
  if (!claimed.claimed) {
    await beforeReplay()
    return { result: replay(claimed.outcome), replayed: true }
  }
  let result: unknown
  try {
    result = await run()
  } catch (error) {
    const final = error instanceof DomainError && isFinal[error.code]
    await recordOutcome(deps.store, partition, claimed.record, final ? refusalOf(error) : undefined)
    throw error
  }
  const text = JSON.stringify(result)
  await recordOutcome(deps.store, partition, claimed.record, { state: 'Done', result: text })
  return { result, replayed: false }
}
