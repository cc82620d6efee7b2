import { DomainError } from '../../domain/core/errors.ts'
import type { Now } from '../../domain/core/time.ts'
import type { BlobAccess } from './access.ts'
import { adviseOnAccess, generalAccessAdvice } from './access-advice.ts'
import type { BlobAction } from './access-advice.ts'
import { classifyFailure } from './classify-failure.ts'
import type { BlobFailure, BlobFailureKind } from './classify-failure.ts'
import { StorageFailure } from './storage-failure.ts'

/**
 * Translates the error of a storage call to a public error. Errors with another cause are returned unchanged.
 * @param action What the call did. Default: `Read`.
 */
export type TranslateError = (error: unknown, action?: BlobAction) => unknown

/** Failures that may pass by themselves. */
const passingKinds: ReadonlySet<BlobFailureKind> = new Set<BlobFailureKind>([
  'Busy',
  'Timeout',
  'Network',
  'Interrupted',
  'IdentityUnavailable',
])

interface Datastore {
  readonly datastore: string
  readonly container: string
  readonly access: BlobAccess
  readonly now: Now
}

const datastoreMessage = (
  { kind, reason, code, retryAfter }: BlobFailure,
  { container, access, now }: Datastore,
  action: BlobAction,
): string | undefined => {
  const because = reason === '' ? '' : ` (${reason})`
  const again = retryAfter === undefined ? 'Try again later' : `Try again in ${Math.max(1, retryAfter)} s`
  const messages: Readonly<Partial<Record<BlobFailureKind, string>>> = {
    ContainerNotFound: `Container '${container}' was not found${because}. Check the account and container name in containerUrl.${access.type === 'Anonymous' ? ` ${generalAccessAdvice(access)}` : ''}`,
    Archived: `This file of container '${container}' is in the archive tier${because}. Rehydrate it first.`,
    CustomerKey: `This file of container '${container}' is encrypted with a key that the service does not have${because}. Upload it without a customer-provided key.`,
    Refused: `Access to container '${container}' was refused${because}. ${adviseOnAccess(code, { access, action, now: now() })}`,
    NoIdentity: `The service has no managed identity for container '${container}'. Assign an identity with the role "Storage Blob Data Reader", or use another credential.`,
    IdentityUnavailable: `The platform gives the service no token of its managed identity for container '${container}'. Try again later; if that does not help, ask an operator to restart the app.`,
    Redirected: `The address of container '${container}' redirects to another address${because}; redirects are not followed. Correct containerUrl.`,
    AddressRefused: `The storage account of container '${container}' has an address that is not public. For a private endpoint, ask an operator to add its network to the setting ALLOWED_BLOB_NETWORKS; otherwise correct containerUrl.`,
    BadRequest: `Container '${container}' refused the request${because}. Check containerUrl and the credential.`,
    Unreachable: `Container '${container}' could not be reached${because}. Check the account name in containerUrl.`,
    Timeout: `Container '${container}' did not answer in time. Try again; if that does not help, check containerUrl and the firewall of the storage account.`,
    Network: `The connection to container '${container}' failed${because}. Try again; if that does not help, check containerUrl and the firewall of the storage account.`,
    Interrupted: `The response of container '${container}' ended early${because}. Try again; if that does not help, check the network between the service and the storage account.`,
    Busy: `The storage account of container '${container}' is unavailable${because}. ${again}.`,
    NotBlobStorage: `The address of container '${container}' is not an Azure Blob Storage address. Correct containerUrl.`,
  }
  return messages[kind]
}

export const translateDatastoreError =
  (subject: Datastore): TranslateError =>
  (error, action = 'Read') => {
    const failure = classifyFailure(error)
    if (!failure) return error
    const { datastore } = subject
    const cause = new StorageFailure(failure)
    if (failure.kind === 'BlobNotFound')
      return new DomainError(
        'BlobNotFound',
        `The file no longer exists in datastore '${datastore}'. Restore the file, or refresh the project.`,
        {
          cause,
        },
      )
    const message = `Datastore '${datastore}': ${datastoreMessage(failure, subject, action) ?? 'The response was unexpected. Try again later.'}`
    if (!passingKinds.has(failure.kind)) return new DomainError('DatastoreUnreachable', message, { cause })
    const { retryAfter } = failure
    return new DomainError('DatastoreUnavailable', message, {
      cause,
      ...(retryAfter === undefined ? {} : { retryAfter }),
    })
  }

const retryAfterSeconds = 5

/** The failure of a container of the service itself. @param what `export`, for instance */
const ownContainerUnavailable = (
  what: string,
  container: string,
  { kind, reason, retryAfter = retryAfterSeconds }: BlobFailure,
  cause: StorageFailure,
): DomainError => {
  const advice =
    kind === 'ContainerNotFound'
      ? 'The container does not exist: create it, or deploy the infrastructure again.'
      : kind === 'Refused' || kind === 'NoIdentity'
        ? 'Assign the role "Storage Blob Data Contributor" on the container to the identity of the service.'
        : 'Try again later.'
  const message = `The ${what} container '${container}' is unavailable${reason === '' ? '' : ` (${reason})`}. ${advice}`
  return new DomainError('ServiceUnavailable', message, { cause, retryAfter })
}

export const translateExportError =
  (container: string): TranslateError =>
  (error) => {
    const failure = classifyFailure(error)
    if (!failure) return error
    const cause = new StorageFailure(failure)
    if (failure.kind === 'BlobNotFound' || failure.reason.endsWith('InvalidBlockList'))
      return new DomainError('ExportFileNotFound', 'The export file no longer exists. Start a new export.', {
        cause,
      })
    return ownContainerUnavailable('export', container, failure, cause)
  }

export const translateRenditionError =
  (container: string): TranslateError =>
  (error) => {
    const failure = classifyFailure(error)
    if (!failure) return error
    const cause = new StorageFailure(failure)
    if (failure.kind === 'BlobNotFound')
      return new DomainError('BlobNotFound', 'There is no such rendition. Read the item again.', { cause })
    return ownContainerUnavailable('rendition', container, failure, cause)
  }
