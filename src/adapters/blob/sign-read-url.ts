import {
  BlobSASPermissions,
  BlobServiceClient,
  generateBlobSASQueryParameters,
  SASProtocol,
  type SASQueryParameters,
} from '@azure/storage-blob'
import type { ServedFile } from '../../domain/core/served-file.ts'
import type { Millis, Now } from '../../domain/core/time.ts'
import type { Access } from './access.ts'
import { classifyFailure } from './classify-failure.ts'
import { keepDelegationKey } from './keep-delegation-key.ts'
import type { OpenContainer } from './open-container.ts'
import type { ContainerAddress } from './parse-container-url.ts'

/** Undefined if this access cannot make a URL narrower than itself. */
export type SignReadUrl = (path: string, expiresAt: Millis, served: ServedFile) => Promise<string | undefined>

const read = BlobSASPermissions.parse('r')

/**
 * One blob, read only, and no start time: a start would have to allow for the difference of the clocks. The storage
 * answers with the type and disposition that are signed here, not with what whoever wrote the blob stored.
 */
const readOne = (
  blobName: string,
  containerName: string,
  expiresAt: Millis,
  { contentType, disposition: contentDisposition }: ServedFile,
) => ({
  containerName,
  blobName,
  permissions: read,
  expiresOn: new Date(expiresAt),
  contentType,
  contentDisposition,
})

/** Without `'`, so that the URL can stand in an attribute between any quotes. */
const urlWith = (url: string, sas: SASQueryParameters): string =>
  `${url}?${sas.toString().replaceAll("'", '%27')}`

const signWithIdentity = (
  container: OpenContainer,
  { serviceUrl, accountName, containerName }: ContainerAddress,
  now: Now,
): SignReadUrl => {
  const service = new BlobServiceClient(serviceUrl, container.pipeline)
  const delegationKey = keepDelegationKey(
    (startsOn, expiresOn) =>
      container.call('call', async (abortSignal) => {
        try {
          return await service.getUserDelegationKey(startsOn, expiresOn, { abortSignal })
        } catch (error) {
          // A role on the container alone may read but not have a key; files then pass through the service.
          if (classifyFailure(error)?.kind === 'Refused') return undefined
          throw error
        }
      }),
    now,
  )
  return async (path, expiresAt, served) => {
    const url = container.url(path)
    const delegated = await delegationKey(expiresAt)
    if (!delegated) return undefined
    const values = readOne(path, containerName, Math.min(expiresAt, delegated.until), served)
    const sas = generateBlobSASQueryParameters(
      { ...values, protocol: SASProtocol.Https },
      delegated.key,
      accountName,
    )
    return urlWith(url, sas)
  }
}

export const createSignReadUrl = (
  container: OpenContainer,
  access: Access,
  address: ContainerAddress,
  now: Now,
): SignReadUrl => {
  switch (access.type) {
    case 'Identity':
      return signWithIdentity(container, address, now)
    case 'EmulatorKey':
      return async (path, expiresAt, served) => {
        const url = container.url(path)
        const sas = generateBlobSASQueryParameters(
          readOne(path, address.containerName, expiresAt, served),
          access.credential,
        )
        return urlWith(url, sas)
      }
    case 'Sas':
      return async () => undefined
    case 'Anonymous':
      // Nothing to sign, so nothing to say: a public container answers with the types that it stores.
      return async (path) => container.url(path)
  }
}
