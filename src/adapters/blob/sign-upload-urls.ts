import { BlobSASPermissions, generateBlobSASQueryParameters, SASProtocol } from '@azure/storage-blob'
import { DomainError } from '../../domain/core/errors.ts'
import type { Millis, Now } from '../../domain/core/time.ts'
import type { BlobSource, UploadUrls } from '../../domain/ports/blobs.ts'
import type { BlobAccess } from './access.ts'
import { classifyFailure } from './classify-failure.ts'
import { openDelegationKey } from './open-delegation-key.ts'
import type { ContainerAddress, OpenContainer } from './open-container.ts'

type SignUploadUrls = BlobSource['uploadUrls']

/** Create alone: storage refuses a second upload to the same URL, and every other request. */
const createOnly = BlobSASPermissions.parse('c')

const readOnly = (reason: string): DomainError =>
  new DomainError(
    'DatastoreReadOnly',
    `The service cannot give URLs for uploads to this datastore: ${reason}`,
  )

const mayNotWrite =
  'its credential may read only. Assign the role "Storage Blob Data Contributor" on the container to the identity of the service, or upload with another tool.'
const mayNotSign =
  'the identity of the service may not sign URLs. Assign it the role "Storage Blob Delegator" on the storage account.'
const wholeContainer =
  'a SAS token cannot be narrowed to single files, and is never given away. Use the managed identity as credential, or upload with another tool.'
const noCredential =
  'it has no credential, as its container is public. Use the managed identity as credential, or upload with another tool.'

/** A condition that no file meets: storage checks the credential first, and then writes nothing. */
const impossible = { ifMatch: '"never"' }

/** Whether the credential may create this file. */
const mayCreate = (container: OpenContainer, path: string): Promise<boolean> =>
  container.call('call', async (abortSignal) => {
    try {
      await container.blob(path).upload('', 0, { abortSignal, conditions: impossible })
      return true
    } catch (error) {
      const failure = classifyFailure(error)
      if (failure?.code === 'AuthorizationPermissionMismatch') return false
      if (failure?.code === 'ConditionNotMet' || failure?.kind === 'BlobNotFound') return true
      throw error
    }
  })

type Sign = (path: string, expiresAt: Millis) => string

const createSigner = (
  container: OpenContainer,
  access: BlobAccess,
  { serviceUrl, accountName, containerName }: ContainerAddress,
  now: Now,
): ((expiresAt: Millis) => Promise<{ readonly sign: Sign; readonly until: Millis }>) => {
  const valuesOf = (blobName: string, expiresAt: Millis) => ({
    containerName,
    blobName,
    permissions: createOnly,
    expiresOn: new Date(expiresAt),
  })
  const urlOf = (path: string, sas: string): string => `${container.url(path)}?${sas.replaceAll("'", '%27')}`
  switch (access.type) {
    case 'Identity': {
      const delegationKey = openDelegationKey(container, serviceUrl, now)
      return async (expiresAt) => {
        const delegated = await delegationKey(expiresAt)
        if (!delegated) throw readOnly(mayNotSign)
        const { key, until } = delegated
        return {
          until,
          sign: (path, end) => {
            const values = { ...valuesOf(path, end), protocol: SASProtocol.Https }
            return urlOf(path, generateBlobSASQueryParameters(values, key, accountName).toString())
          },
        }
      }
    }
    case 'EmulatorKey':
      return async (expiresAt) => ({
        until: expiresAt,
        sign: (path, end) =>
          urlOf(path, generateBlobSASQueryParameters(valuesOf(path, end), access.credential).toString()),
      })
    case 'Sas':
      throw readOnly(wholeContainer)
    case 'Anonymous':
      throw readOnly(noCredential)
  }
}

/** Signs URLs that create one file each. Asks storage first, so that a browser does not find out file by file. */
export const createSignUploadUrls = (
  container: OpenContainer,
  access: BlobAccess,
  address: ContainerAddress,
  now: Now,
): SignUploadUrls => {
  let signer: ReturnType<typeof createSigner> | undefined
  return async (paths, expiresAt): Promise<UploadUrls> => {
    signer ??= createSigner(container, access, address, now)
    const { sign, until } = await signer(expiresAt)
    const end = Math.min(expiresAt, until)
    const urls = paths.map((path) => sign(path, end))
    const [first] = paths
    if (first !== undefined && !(await mayCreate(container, first))) throw readOnly(mayNotWrite)
    return { urls, expiresAt: end }
  }
}
