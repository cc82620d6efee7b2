import { isNativeError } from 'node:util/types'
import { RestError } from '@azure/storage-blob'
import { DomainError, invalidContinuation } from '../../domain/core/errors.ts'
import { classifyFailure, type BlobFailure } from './classify-failure.ts'
import { findBrokenPlace, nameInMarker, type Attempt } from './find-broken-place.ts'
import type { OpenContainer } from './open-container.ts'
import { failureOf } from './storage-failure.ts'

export interface ListOptions {
  readonly prefix: string
  readonly pageSize: number
  readonly continuation?: string | undefined
}

export const maxPageSize = 5000

export interface Listing<T> {
  readonly container: OpenContainer
  readonly options: ListOptions
  /** Asks for one list page. */
  readonly ask: (options: ListOptions, signal: AbortSignal) => Promise<T>
  readonly lastOf: (page: T) => string | undefined
}

/** Asks for a list page. `note` gets each failure of the storage before it is translated. */
const callOnce = <T>(
  { container, ask }: Listing<T>,
  options: ListOptions,
  note: (failure: BlobFailure | undefined) => void,
  tries?: number,
): Promise<T> => {
  const run = async (signal: AbortSignal): Promise<T> => {
    try {
      return await ask(options, signal)
    } catch (error) {
      const failure = classifyFailure(error)
      note(failure)
      const kind = failure?.kind
      // The SDK does not validate a listing: missing elements lead to a TypeError.
      const malformed = isNativeError(error) && error.name === 'TypeError'
      // A storage account reports a missing container with another code.
      if (malformed || kind === 'BlobNotFound')
        throw new RestError('The response is not a listing', { code: RestError.PARSE_ERROR })
      if (options.continuation === undefined || kind !== 'BadRequest') throw error
      throw invalidContinuation()
    }
  }
  return container.call('listing', run, tries === undefined ? {} : { tries })
}

/** A server that cannot write a name into a listing fails so, or sends a whole response that is no XML. */
const isBroken = ({ kind, reason }: BlobFailure): boolean =>
  kind === 'NotBlobStorage' || reason === '500' || reason === '500 InternalError'

/** Whether the storage answers other requests than the listing. */
const answers = async (container: OpenContainer): Promise<boolean> => {
  try {
    await container.call('call', (abortSignal) => container.client.getProperties({ abortSignal }))
    return true
  } catch (error) {
    // A SAS token for the files alone may not read the properties.
    return failureOf(error)?.kind === 'Refused'
  }
}

/** The error for a listing that breaks at the same place each time; undefined if it does not. */
const explainBrokenPlace = async <T>(
  listing: Listing<T>,
  { kind, reason }: BlobFailure,
): Promise<DomainError | undefined> => {
  const { container, options, lastOf } = listing
  const attempt = async (pageSize: number): Promise<Attempt> => {
    let failure: BlobFailure | undefined
    try {
      const note = (one: BlobFailure | undefined) => {
        failure = one
      }
      const page = await callOnce(listing, { ...options, pageSize }, note, 1)
      return { last: lastOf(page) }
    } catch {
      return failure && isBroken(failure) ? 'Broken' : 'Failed'
    }
  }
  const place = await findBrokenPlace(attempt, Math.min(maxPageSize, options.pageSize))
  if (!place) return undefined
  const { prefix, continuation } = options
  const before = place.last ?? (continuation === undefined ? undefined : nameInMarker(continuation))
  // Nothing was listed: it may as well be no storage, or none that works now.
  if (before === undefined && kind === 'NotBlobStorage') return undefined
  if (place.last === undefined && !(await answers(container))) return undefined
  const where =
    before === undefined
      ? `at its first file${prefix === '' ? '' : ` below ${JSON.stringify(prefix)}`}`
      : `after ${JSON.stringify(before)}`
  return new DomainError(
    'DatastoreUnreachable',
    `The listing of container '${container.client.containerName}' breaks ${where} each time (${reason}), because storage cannot write the name of the file that follows there. Rename or delete that file, or choose a path for the dataset that leaves it out.`,
  )
}

/** @throws DomainError, for a listing that breaks at the same place each time with that place */
export const callListing = async <T>(listing: Listing<T>): Promise<T> => {
  let failure: BlobFailure | undefined
  try {
    return await callOnce(listing, listing.options, (one) => {
      failure = one
    })
  } catch (error) {
    if (!failure || !isBroken(failure)) throw error
    throw (await explainBrokenPlace(listing, failure)) ?? error
  }
}
