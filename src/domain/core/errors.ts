/**
 * The closed catalogue of what can go wrong, in the words that callers see as `error.code`.
 * No HTTP in here: `functions/http/error-response.ts` gives each code its status.
 */
export const errorCodes = [
  // The request is not well formed.
  'InvalidRequest',
  'InvalidContinuation',
  'PageIncomplete',
  'UnknownClass',
  'WrongLabelCount',
  'ForeignItem',
  'RequestTooLarge',
  'UnsupportedContentType',
  'RangeNotSatisfiable',
  // Who is asking.
  'Unauthenticated',
  'Forbidden',
  // What is asked for.
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
  // The state does not allow it.
  'DatastoreInUse',
  'DatasetInUse',
  'DatasetImmutable',
  'ProjectNotRunning',
  'ProjectBusy',
  'PageExpired',
  'PageReleased',
  'PageAlreadySubmitted',
  'ItemNotOpen',
  'ItemLeasedToOther',
  'ItemChanged',
  'WrongItemState',
  'AlreadyAnswered',
  'ExportFinished',
  'TooManyExports',
  'RequestInProgress',
  // Conditions.
  'PreconditionRequired',
  'PreconditionFailed',
  // Understood, but it cannot be done.
  'DatastoreUnreachable',
  'NoMatchingFiles',
  'UnsupportedTask',
  'IdempotencyKeyReused',
  // Not now.
  'TooManyRequests',
  'StorageFull',
  'ServiceUnavailable',
  'InternalError',
] as const

export type ErrorCode = (typeof errorCodes)[number]

export interface ErrorDetail {
  readonly code: string
  readonly message: string
  readonly target?: string
}

/** One for each item of the largest page. */
export const maxErrorDetails = 50

interface ErrorExtras {
  readonly target?: string
  /** At most `maxErrorDetails`; more are left out. */
  readonly details?: readonly ErrorDetail[]
  /** Seconds after which trying again makes sense. */
  readonly retryAfter?: number
  readonly cause?: unknown
}

/** A refusal with a reason that the caller can act on. Its message says what to do next and never holds a secret. */
export class DomainError extends Error {
  override readonly name = 'DomainError'
  readonly code: ErrorCode
  readonly target: string | undefined
  readonly details: readonly ErrorDetail[]
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, message: string, extras: ErrorExtras = {}) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause })
    this.code = code
    this.target = extras.target
    this.details = (extras.details ?? []).slice(0, maxErrorDetails)
    this.retryAfter = extras.retryAfter
  }
}

export const isDomainError = (error: unknown, ...codes: readonly ErrorCode[]): error is DomainError =>
  error instanceof DomainError && (codes.length === 0 || codes.includes(error.code))

/** Conditional writes lost against others too many times in a row. */
export const tooBusy = (): DomainError =>
  new DomainError(
    'ServiceUnavailable',
    'Too many requests change the same data at once; try again in a second',
    {
      retryAfter: 1,
    },
  )

/** A continuation that the service did not give, or that belongs to another list. */
export const invalidContinuation = (cause?: unknown): DomainError =>
  new DomainError(
    'InvalidContinuation',
    'This continuation was not given by the service; start from the first page',
    { target: 'continuation', ...(cause === undefined ? {} : { cause }) },
  )
