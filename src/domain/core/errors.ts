/**
 * The error codes, as callers see them in `error.code`. A later version can add codes.
 * `functions/http/error-response.ts` maps each code to its HTTP status.
 */
export const errorCodes = [
  // The request is invalid.
  'InvalidRequest',
  'InvalidContinuation',
  'PageIncomplete',
  'UnknownClass',
  'WrongLabelCount',
  'ForeignItem',
  'RequestTooLarge',
  'UnsupportedContentType',
  'RangeNotSatisfiable',
  // Authentication and authorization.
  'Unauthenticated',
  'Forbidden',
  // The resource does not exist.
  'RouteNotFound',
  'MethodNotAllowed',
  'DatastoreNotFound',
  'DatasetNotFound',
  'ProjectNotFound',
  'MemberNotFound',
  'PageNotFound',
  'ItemNotFound',
  'ExportNotFound',
  'ExportFileNotFound',
  'OperationNotFound',
  'BlobNotFound',
  // The state of the resource does not allow the request.
  'DatastoreInUse',
  'DatasetInUse',
  'DatasetImmutable',
  'ProjectNotRunning',
  'ProjectBusy',
  'PageExpired',
  'PageReleased',
  'PageAlreadySubmitted',
  'ReopenTooLate',
  'NothingToReopen',
  'TwoPagesHeld',
  'ItemNotOpen',
  'ItemLeasedToOther',
  'ItemChanged',
  'ItemChangedSince',
  'WrongItemState',
  'AlreadyAnswered',
  'ExportFinished',
  'TooManyExports',
  'RequestInProgress',
  // Conditional requests.
  'PreconditionRequired',
  'PreconditionFailed',
  // The request is valid and cannot be fulfilled.
  'DatastoreUnreachable',
  'DatastoreReadOnly',
  'NoMatchingFiles',
  'FilesGone',
  'FileTooLarge',
  'NotDisplayable',
  'UnsupportedTask',
  'IdempotencyKeyReused',
  // A later retry may succeed.
  'TooManyRequests',
  'DatastoreUnavailable',
  'StorageFull',
  'StorageDamaged',
  'ServiceUnavailable',
  'InternalError',
] as const

export type ErrorCode = (typeof errorCodes)[number]

export interface ErrorDetail {
  readonly code: string
  readonly message: string
  readonly target?: string
}

/** One detail for each item of the largest page. */
export const maxErrorDetails = 50

interface ErrorExtras {
  readonly target?: string
  /** At most `maxErrorDetails`; the rest is dropped. */
  readonly details?: readonly ErrorDetail[]
  /** Seconds to wait before a retry. */
  readonly retryAfter?: number
  /** Bytes of the whole file, of a range that is not in it. */
  readonly fileSize?: number
  readonly cause?: unknown
}

/** An error that the caller can act on. The message says what to do next and never contains a secret. */
export class DomainError extends Error {
  override readonly name = 'DomainError'
  readonly code: ErrorCode
  readonly target: string | undefined
  readonly details: readonly ErrorDetail[]
  readonly retryAfter: number | undefined
  readonly fileSize: number | undefined

  constructor(code: ErrorCode, message: string, extras: ErrorExtras = {}) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause })
    this.code = code
    this.target = extras.target
    this.details = (extras.details ?? []).slice(0, maxErrorDetails)
    this.retryAfter = extras.retryAfter
    this.fileSize = extras.fileSize
  }
}

/** The codes of failures that may pass by themselves, of storage and of the service. */
export const passingCodes = [
  'DatastoreUnavailable',
  'ServiceUnavailable',
  'TooManyRequests',
] as const satisfies readonly ErrorCode[]

/** The codes of failures of a datastore, lasting or not. */
export const datastoreFailureCodes = ['DatastoreUnreachable', ...passingCodes] as const

export const isDomainError = (error: unknown, ...codes: readonly ErrorCode[]): error is DomainError =>
  error instanceof DomainError && (codes.length === 0 || codes.includes(error.code))

/** Too many conditional writes in a row failed because of concurrent changes. */
export const tooBusy = (): DomainError =>
  new DomainError('ServiceUnavailable', 'Too many requests change the same data at once; retry in a second', {
    retryAfter: 1,
  })

/** The continuation was not issued by the service, or belongs to another list. */
export const invalidContinuation = (cause?: unknown): DomainError =>
  new DomainError(
    'InvalidContinuation',
    'This continuation is not valid for this list; start the list again without a continuation',
    { target: 'continuation', ...(cause === undefined ? {} : { cause }) },
  )
