import { isDomainError, passingCodes, type DomainError } from '../../core/errors.ts'

export const datastoreProblemCodes = ['DatastoreUnreachable', 'DatastoreUnavailable'] as const

/** Why the files of a project cannot be shown now: until somebody mends it, or for some moments. */
export interface DatastoreProblem {
  readonly code: (typeof datastoreProblemCodes)[number]
  /** For reviewers and administrators: the message of the error. */
  readonly message: string
  /** The seconds after which storage wants the next request; absent if it did not say so. */
  readonly retryAfter?: number | undefined
}

export const datastoreProblemOf = (error: DomainError): DatastoreProblem => ({
  code: isDomainError(error, ...passingCodes) ? 'DatastoreUnavailable' : 'DatastoreUnreachable',
  message: error.message,
  ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
})

const labelerMessages: Readonly<Record<DatastoreProblem['code'], string>> = {
  DatastoreUnreachable:
    'The storage of this project does not give its files to the service; tell an administrator of the project. No answer is lost: a page can still be submitted, renewed or released',
  DatastoreUnavailable: 'The storage of this project does not respond; read the page again in some seconds',
}

/** The problem as a labeler sees it: no names of accounts or containers, and what the labeler can do. */
export const forLabeler = ({ code, ...rest }: DatastoreProblem): DatastoreProblem => ({
  ...rest,
  code,
  message: labelerMessages[code],
})
