import { isDomainError, type ErrorCode } from '../../domain/core/errors.ts'
import type { RestsOnReads } from '../../domain/ports/store.ts'

/**
 * Whether a refusal can rest on a read that was a moment old. Such a request runs again behind fences before it is refused.
 * `Never`: nothing was read, or the work failed. `IfChanged`: the files of a datastore were read, which can take long; the
 * request runs again only if the datastore, or another document that it read, has changed.
 */
export const restsOnReads: Readonly<Record<ErrorCode, RestsOnReads>> = {
  InvalidRequest: 'Always',
  InvalidContinuation: 'Never',
  PageIncomplete: 'Always',
  UnknownClass: 'Always',
  WrongLabelCount: 'Always',
  ForeignItem: 'Never',
  Unauthenticated: 'Never',
  Forbidden: 'Always',
  RouteNotFound: 'Never',
  DatastoreNotFound: 'Always',
  DatasetNotFound: 'Always',
  ProjectNotFound: 'Always',
  MemberNotFound: 'Always',
  PageNotFound: 'Always',
  ItemNotFound: 'Always',
  ExportNotFound: 'Always',
  ExportFileNotFound: 'Always',
  OperationNotFound: 'Always',
  BlobNotFound: 'IfChanged',
  MethodNotAllowed: 'Never',
  DatastoreInUse: 'Always',
  DatasetInUse: 'Always',
  DatasetImmutable: 'Always',
  ProjectNotRunning: 'Always',
  ProjectBusy: 'Always',
  PageExpired: 'Always',
  PageReleased: 'Always',
  PageAlreadySubmitted: 'Always',
  ReopenTooLate: 'Always',
  NothingToReopen: 'Always',
  TwoPagesHeld: 'Always',
  ItemNotOpen: 'Always',
  ItemLeasedToOther: 'Always',
  ItemChanged: 'Always',
  ItemChangedSince: 'Always',
  WrongItemState: 'Always',
  AlreadyAnswered: 'Always',
  ExportFinished: 'Always',
  TooManyExports: 'Always',
  RequestInProgress: 'Never',
  PreconditionFailed: 'Always',
  RequestTooLarge: 'Never',
  UnsupportedContentType: 'Never',
  RangeNotSatisfiable: 'IfChanged',
  DatastoreUnreachable: 'IfChanged',
  DatastoreReadOnly: 'IfChanged',
  DatastoreUnavailable: 'Never',
  NoMatchingFiles: 'IfChanged',
  FilesGone: 'Never',
  UnsupportedTask: 'Always',
  IdempotencyKeyReused: 'Never',
  PreconditionRequired: 'Always',
  TooManyRequests: 'Never',
  InternalError: 'Never',
  ServiceUnavailable: 'Never',
  StorageFull: 'Never',
  StorageDamaged: 'Never',
  FileTooLarge: 'IfChanged',
  NotDisplayable: 'IfChanged',
}

/** Whether an error that a request ended with can rest on old reads. */
export const errorRestsOn = (error: unknown): RestsOnReads =>
  isDomainError(error) ? restsOnReads[error.code] : 'Never'
