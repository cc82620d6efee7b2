import type { HttpResponseInit } from '@azure/functions'
import { DomainError, type ErrorCode } from '../../domain/core/errors.ts'
import type { Log } from '../../domain/ports/log.ts'
import { securityHeaders } from './security-headers.ts'

/** The HTTP status of each error code. */
export const errorStatus: Readonly<Record<ErrorCode, number>> = {
  InvalidRequest: 400,
  InvalidContinuation: 400,
  PageIncomplete: 400,
  UnknownClass: 400,
  WrongLabelCount: 400,
  ForeignItem: 400,
  Unauthenticated: 401,
  Forbidden: 403,
  RouteNotFound: 404,
  DatastoreNotFound: 404,
  DatasetNotFound: 404,
  ProjectNotFound: 404,
  MemberNotFound: 404,
  PageNotFound: 404,
  ItemNotFound: 404,
  ExportNotFound: 404,
  ExportFileNotFound: 404,
  OperationNotFound: 404,
  BlobNotFound: 404,
  MethodNotAllowed: 405,
  DatastoreInUse: 409,
  DatasetInUse: 409,
  DatasetImmutable: 409,
  ProjectNotRunning: 409,
  ProjectBusy: 409,
  PageExpired: 409,
  PageReleased: 409,
  PageAlreadySubmitted: 409,
  ReopenTooLate: 409,
  NothingToReopen: 409,
  TwoPagesHeld: 409,
  ItemNotOpen: 409,
  ItemLeasedToOther: 409,
  ItemChanged: 409,
  ItemChangedSince: 409,
  WrongItemState: 409,
  AlreadyAnswered: 409,
  ExportFinished: 409,
  TooManyExports: 409,
  RequestInProgress: 409,
  PreconditionFailed: 412,
  RequestTooLarge: 413,
  UnsupportedContentType: 415,
  RangeNotSatisfiable: 416,
  DatastoreUnreachable: 422,
  DatastoreReadOnly: 422,
  NoMatchingFiles: 422,
  FilesGone: 422,
  FileTooLarge: 422,
  NotDisplayable: 422,
  UnsupportedTask: 422,
  IdempotencyKeyReused: 422,
  PreconditionRequired: 428,
  TooManyRequests: 429,
  InternalError: 500,
  DatastoreUnavailable: 503,
  ServiceUnavailable: 503,
  StorageFull: 503,
  StorageDamaged: 503,
}

/** Seconds in `Retry-After` if the error has none. */
const defaultRetryAfter: Partial<Record<ErrorCode, number>> = {
  RequestInProgress: 1,
  TooManyRequests: 1,
  DatastoreUnavailable: 5,
  ServiceUnavailable: 5,
  StorageFull: 60,
  StorageDamaged: 60,
}

export interface ErrorContext {
  readonly requestId: string
  readonly operation: string
  readonly log: Log
}

/** A response with its headers as a plain object, so that callers can add headers. */
export interface PlainResponse extends HttpResponseInit {
  readonly headers: Readonly<Record<string, string>>
}

const render = (error: DomainError, requestId: string): PlainResponse => {
  const { code, message, target, details, fileSize } = error
  const retryAfter = error.retryAfter ?? defaultRetryAfter[code]
  return {
    status: errorStatus[code],
    headers: {
      ...securityHeaders,
      'content-type': 'application/json; charset=utf-8',
      'x-ms-request-id': requestId,
      'x-ms-error-code': code,
      ...(retryAfter === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil(retryAfter))) }),
      ...(fileSize === undefined ? {} : { 'content-range': `bytes */${fileSize}` }),
      ...(code === 'Unauthenticated' ? { 'www-authenticate': 'Bearer' } : {}),
    },
    body: JSON.stringify({
      error: {
        code,
        message,
        ...(target === undefined ? {} : { target }),
        ...(details.length === 0 ? {} : { details }),
      },
    }),
  }
}

/** The response for an error. An unexpected error is logged with its cause; the response has the request id only. */
export const errorResponse = (error: unknown, { requestId, operation, log }: ErrorContext): PlainResponse => {
  if (!(error instanceof DomainError)) {
    log('Error', 'A request failed unexpectedly', { operation, requestId, error })
    return render(
      new DomainError(
        'InternalError',
        `The service failed unexpectedly. Try again; if the error persists, report the request id ${requestId}`,
      ),
      requestId,
    )
  }
  if (errorStatus[error.code] >= 500)
    log('Warning', 'A request could not be served', { operation, requestId, error })
  return render(error, requestId)
}
