import { DomainError } from '../../domain/core/errors.ts'
import type { Access } from './access.ts'
import { classifyFailure } from './classify-failure.ts'
import type { Failure, FailureKind } from './classify-failure.ts'

/** Turns what a storage call threw into what callers may see. Errors that are not the upstream's pass as they are. */
export type TranslateError = (error: unknown) => unknown

/** Says what happened without the SDK's error, whose request holds the URL with its signature. */
const causeOf = ({ kind, reason, requestId }: Failure): Error =>
  new Error(`Blob storage: ${kind} ${reason} ${requestId ?? ''}`.trimEnd())

const accessAdvice: Readonly<Record<Access['type'], string>> = {
  Identity:
    'Give the service\'s identity the role "Storage Blob Data Reader" on the container, and check the storage account\'s firewall.',
  EmulatorKey: 'Check the account key of the storage emulator.',
  Sas: 'Check that the SAS token has not expired, is for this container, and allows reading and listing; then set a new one.',
  Anonymous: 'Check that the container allows anonymous reading and listing, or use another credential.',
}

const datastoreMessage = (
  { kind, reason }: Failure,
  container: string,
  access: Access['type'],
): string | undefined => {
  const because = reason === '' ? '' : ` (${reason})`
  const messages: Readonly<Partial<Record<FailureKind, string>>> = {
    ContainerNotFound: `Container '${container}' was not found${because}. Check the account and container name in containerUrl.${access === 'Anonymous' ? ` ${accessAdvice.Anonymous}` : ''}`,
    Archived: `This file of container '${container}' is in the archive tier${because}. Rehydrate it first.`,
    Refused: `Access to container '${container}' was refused${because}. ${accessAdvice[access]}`,
    NoIdentity: `The service has no managed identity to open container '${container}' with. Assign one and give it the role "Storage Blob Data Reader", or use another credential.`,
    Redirected: `The address of container '${container}' redirects elsewhere${because}, which is not followed. Check containerUrl.`,
    AddressRefused: `The storage account of container '${container}' has an address that is not public. If it is a private endpoint, have its network added to the setting ALLOWED_BLOB_NETWORKS of the service; else correct containerUrl.`,
    BadRequest: `Container '${container}' did not accept the request${because}. Check containerUrl and the credential.`,
    Timeout: `Container '${container}' did not answer in time. Check containerUrl and the storage account's firewall, or try again.`,
    Network: `Container '${container}' could not be reached${because}. Check the account name in containerUrl, or try again.`,
    Busy: `The storage account of container '${container}' could not serve the request now${because}. Try again.`,
    NotBlobStorage: `The address of container '${container}' does not answer as Azure Blob Storage. Check containerUrl.`,
  }
  return messages[kind]
}

export const translateDatastoreError =
  (datastore: string, container: string, access: Access['type']): TranslateError =>
  (error) => {
    const failure = classifyFailure(error)
    if (!failure) return error
    const cause = causeOf(failure)
    if (failure.kind === 'BlobNotFound')
      return new DomainError('BlobNotFound', `The file is not in datastore '${datastore}' any more.`, {
        cause,
      })
    const message = datastoreMessage(failure, container, access) ?? 'The answer was not expected.'
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
      return new DomainError(
        'ExportFileNotFound',
        'The export file, or a part of it, is not there any more.',
        { cause },
      )
    const advice =
      kind === 'ContainerNotFound'
        ? 'The container does not exist: deploy the infrastructure again.'
        : kind === 'Refused' || kind === 'NoIdentity'
          ? 'The service\'s identity needs the role "Storage Blob Data Contributor" on it.'
          : 'Try again.'
    const message = `Files of exports, in container '${container}', cannot be reached now${reason === '' ? '' : ` (${reason})`}. ${advice}`
    return new DomainError('ServiceUnavailable', message, { cause, retryAfter: retryAfterSeconds })
  }
