import { isDomainError } from '../../domain/core/errors.ts'
import type { BlobFailure } from './classify-failure.ts'

/** The cause of a public error. The error of the SDK is not kept: it has the request URL with its signature. */
export class StorageFailure extends Error {
  override readonly name = 'StorageFailure'
  readonly failure: BlobFailure

  constructor(failure: BlobFailure) {
    const { kind, reason, requestId, cause } = failure
    super(`Blob storage: ${kind} ${reason} ${requestId ?? ''}`.trimEnd(), { cause })
    this.failure = failure
  }
}

/** What storage did, if an error was translated from it. */
export const failureOf = (error: unknown): BlobFailure | undefined =>
  isDomainError(error) && error.cause instanceof StorageFailure ? error.cause.failure : undefined
