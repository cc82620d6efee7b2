import {
  BlobSASPermissions,
  BlobServiceClient,
  generateBlobSASQueryParameters,
  SASProtocol,
} from '@azure/storage-blob'
import type { Millis, Now } from '../../domain/core/time.ts'
import type { Access } from './access.ts'
import { classifyFailure } from './classify-failure.ts'
import { keepDelegationKey } from './keep-delegation-key.ts'
import type { OpenContainer } from './open-container.ts'
import type { ContainerAddress } from './parse-container-url.ts'

/** Undefined if this access cannot make a URL narrower than itself. */
export type SignReadUrl = (path: string, expiresAt: Millis) => Promise<string | undefined>

/** One blob, read only, and no start time: a start would have to allow for the difference of the clocks. */
const readOne = (blobName: string, containerName: string, expiresAt: Millis) => ({
  containerName,
  blobName,
  permissions: BlobSASPermissions.parse('r'),
  expiresOn: new Date(expiresAt),
})

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
  return async (path, expiresAt) => {
    const url = container.url(path)
    const delegated = await delegationKey(expiresAt)
    if (!delegated) return undefined
    const values = readOne(path, containerName, Math.min(expiresAt, delegated.until))
    const sas = generateBlobSASQueryParameters(
      { ...values, protocol: SASProtocol.Https },
      delegated.key,
      accountName,
    )
    return `${url}?${sas.toString()}`
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
      return async (path, expiresAt) => {
        const url = container.url(path)
        const sas = generateBlobSASQueryParameters(
          readOne(path, address.containerName, expiresAt),
          access.credential,
        )
        return `${url}?${sas.toString()}`
      }
    case 'Sas':
      return async () => undefined
    case 'Anonymous':
      return async (path) => container.url(path)
  }
}
