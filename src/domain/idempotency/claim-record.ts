import { createHash } from 'node:crypto'
import { DomainError } from '../core/errors.ts'
import type { ProjectUid, UserId } from '../core/ids.ts'
import { requestSeed, type RequestSeed } from '../core/request-seed.ts'
import { isWithin, type Millis } from '../core/time.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import { idempotencyRecords, type IdempotencyRecord } from '../model/idempotency/idempotency-record.ts'
import type { Deps } from '../ports/deps.ts'
import type { Stored } from '../ports/store.ts'

/** Time to live of a record, in seconds. */
const retention = 24 * 3600

export interface IdempotencyDeps extends Pick<Deps, 'store' | 'now' | 'newId'> {
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
  /** The fingerprint of version 0.1.0. */
  readonly olderFingerprint: string
  /** The project of the request, if it is in one. */
  readonly project?: ProjectUid | undefined
}

export const recordPartition = (user: UserId): string => `idempotency:${user}`

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

const projectReplaced = (): DomainError =>
  new DomainError(
    'ProjectNotFound',
    'The project of the first request with this Idempotency-Key was deleted; send the request with a new key for the project that has its name now',
    { target: 'project' },
  )

/** A record that this request may run under. */
export interface ClaimedRecord extends Stored<IdempotencyRecord> {
  readonly seed: RequestSeed
}

export type Claim =
  { readonly claimed: true; readonly record: ClaimedRecord } | ({ readonly claimed: false } & Done)

/** What an earlier request with the key kept: ids or codes, or a copy of the result as JSON. */
type Done = { readonly kept: string } | { readonly copy: string }

/**
 * What an earlier request with the same key left.
 * @returns What it kept if it is done, or the seed under which the request runs again.
 * @throws DomainError `IdempotencyKeyReused`, `RequestInProgress`, `ProjectNotFound`
 */
const judgeFound = (
  found: IdempotencyRecord,
  { fingerprint, olderFingerprint, project }: IdempotentRequest,
  fresh: RequestSeed,
  { at, takeOverAfter }: { readonly at: Millis; readonly takeOverAfter: Millis },
): Done | { readonly seed: RequestSeed } => {
  const isOlder = found.seed === undefined
  if (found.fingerprint !== (isOlder ? olderFingerprint : fingerprint)) throw keyReused()
  const { outcome, startedAt } = found
  if (!isOlder && found.project !== project) throw projectReplaced()
  if (outcome.state === 'Done') {
    if (outcome.kept !== undefined) return { kept: outcome.kept }
    if (outcome.result !== undefined) return { copy: outcome.result }
  }
  if (outcome.state === 'Pending' && isWithin(at, startedAt, takeOverAfter)) throw inProgress()
  return { seed: found.seed ?? fresh }
}

/**
 * Claims the record of a key, or returns what an earlier request with the key kept. A record of a request that was interrupted
 * is claimed with its seed.
 * @throws DomainError `IdempotencyKeyReused`, `RequestInProgress`, `ProjectNotFound` if the project was created again, and
 * `ServiceUnavailable` after too many concurrent claims
 */
export const claimRecord = async (
  { store, now, newId, takeOverAfter }: IdempotencyDeps,
  request: IdempotentRequest,
): Promise<Claim> => {
  const { user, key, fingerprint, project } = request
  const partition = recordPartition(user)
  const fresh = requestSeed.parse(newId())
  const recordWith = (seed: RequestSeed, startedAt: Millis): IdempotencyRecord => ({
    id: recordId(key),
    kind: 'idempotency',
    fingerprint,
    ...(project === undefined ? {} : { project }),
    seed,
    outcome: { state: 'Pending' },
    startedAt,
    ttl: retention,
  })
  return untilWritten<Claim>(store, idempotencyRecords.container, partition, async () => {
    const at = now()
    const document = recordWith(fresh, at)
    const created = await store.batch('workspace', partition, [{ type: 'create', document }])
    if (created.ok)
      return { value: { claimed: true, record: { document, etag: created.etags[0] ?? '', seed: fresh } } }
    const found = await idempotencyRecords.read(store, partition, document.id)
    if (!found) return undefined
    // The store repeated the creation after a lost response.
    if (found.document.seed === fresh) return { value: { claimed: true, record: { ...found, seed: fresh } } }
    const judged = judgeFound(found.document, request, fresh, { at, takeOverAfter })
    if (!('seed' in judged)) return { value: { claimed: false, ...judged } }
    const { seed } = judged
    const taken = recordWith(seed, at)
    const replaced = await store.batch('workspace', partition, [
      { type: 'replace', document: taken, ifMatch: found.etag },
    ])
    return replaced.ok
      ? { value: { claimed: true, record: { document: taken, etag: replaced.etags[0] ?? '', seed } } }
      : undefined
  })
}
