import { DomainError } from '../../domain/core/errors.ts'
import type { BlobAccess } from './access.ts'
import { classifyFailure } from './classify-failure.ts'
import type { BlobFailure, BlobFailureKind } from './classify-failure.ts'

/** Translates the error of a storage call to a public error. Errors with another cause are returned unchanged. */
export type TranslateError = (error: unknown) => unknown

/** A cause without the error of the SDK, which contains the request URL with its signature. */
const causeOf = ({ kind, reason, requestId }: BlobFailure): Error =>
  new Error(`Blob storage: ${kind} ${reason} ${requestId ?? ''}`.trimEnd())

const accessAdvice: Readonly<Record<BlobAccess['type'], string>> = {
  Identity:
    'Assign the role "Storage Blob Data Reader" on the container to the identity of the service, and check the firewall of the storage account.',
  EmulatorKey: 'Check the account key of the storage emulator.',
  Sas: 'Check that the SAS token is not expired, belongs to this container and allows reading and listing; then set a new token.',
  Anonymous: 'Check that the container allows anonymous reading and listing, or use another credential.',
}

const datastoreMessage = (
  { kind, reason }: BlobFailure,
  container: string,
  access: BlobAccess['type'],
): string | undefined => {
  const because = reason === '' ? '' : ` (${reason})`
  const messages: Readonly<Partial<Record<BlobFailureKind, string>>> = {
    ContainerNotFound: `Container '${container}' was not found${because}. Check the account and container name in containerUrl.${access === 'Anonymous' ? ` ${accessAdvice.Anonymous}` : ''}`,
    Archived: `This file of container '${container}' is in the archive tier${because}. Rehydrate it first.`,
    CustomerKey: `This file of container '${container}' is encrypted with a key that the service does not have${because}. Upload it without a customer-provided key.`,
    Refused: `Access to container '${container}' was refused${because}. ${accessAdvice[access]}`,
    NoIdentity: `The service has no managed identity for container '${container}'. Assign an identity with the role "Storage Blob Data Reader", or use another credential.`,
    Redirected: `The address of container '${container}' redirects to another address${because}; redirects are not followed. Correct containerUrl.`,
    AddressRefused: `The storage account of container '${container}' has an address that is not public. For a private endpoint, ask an operator to add its network to the setting ALLOWED_BLOB_NETWORKS; otherwise correct containerUrl.`,
    BadRequest: `Container '${container}' refused the request${because}. Check containerUrl and the credential.`,
    Timeout: `Container '${container}' did not answer in time. Check containerUrl and the firewall of the storage account, or try again.`,
    Network: `Container '${container}' could not be reached${because}. Check the account name in containerUrl, or try again.`,
    Busy: `The storage account of container '${container}' is unavailable${because}. Try again later.`,
    NotBlobStorage: `The address of container '${container}' is not an Azure Blob Storage address. Correct containerUrl.`,
  }
  return messages[kind]
}

export const translateDatastoreError =
  (datastore: string, container: string, access: BlobAccess['type']): TranslateError =>
  (error) => {
    const failure = classifyFailure(error)
    if (!failure) return error
    const cause = causeOf(failure)
    if (failure.kind === 'BlobNotFound')
      return new DomainError(
        'BlobNotFound',
        `The file no longer exists in datastore '${datastore}'. Restore the file, or refresh the project.`,
        {
          cause,
        },
      )
    const message =
      datastoreMessage(failure, container, access) ?? 'The response was unexpected. Try again later.'
    return new DomainError('DatastoreUnreachable', `Datastore '${datastore}': ${message}`, { cause })
  }

const retryAfterSeconds = 5

export const translateExportError =
  (container: string): TranslateError =>
  (error) => {
    const failure = classifyFailure(error)
    if (!failure) return error
    const cause = causeOf(failure)
    const { kind, reason } = failure
    if (kind === 'BlobNotFound' || reason.endsWith('InvalidBlockList'))
      return new DomainError('ExportFileNotFound', 'The export file no longer exists. Start a new export.', {
        cause,
      })
    const advice =
      kind === 'ContainerNotFound'
        ? 'The container does not exist: create it, or deploy the infrastructure again.'
        : kind === 'Refused' || kind === 'NoIdentity'
          ? 'Assign the role "Storage Blob Data Contributor" on the container to the identity of the service.'
          : 'Try again later.'
    const message = `The export container '${container}' is unavailable${reason === '' ? '' : ` (${reason})`}. ${advice}`
    return new DomainError('ServiceUnavailable', message, { cause, retryAfter: retryAfterSeconds })
  }
