import { BlobServiceClient } from '@azure/storage-blob'
import type { Now } from '../../domain/core/time.ts'
import { cacheDelegationKey } from './cache-delegation-key.ts'
import { classifyFailure } from './classify-failure.ts'
import type { OpenContainer } from './open-container.ts'

/** The key by which the identity of the service signs URLs of an account; undefined if it may have none. */
export const openDelegationKey = (
  container: OpenContainer,
  serviceUrl: string,
  now: Now,
): ReturnType<typeof cacheDelegationKey> => {
  const service = new BlobServiceClient(serviceUrl, container.pipeline)
  return cacheDelegationKey(
    (startsOn, expiresOn) =>
      container.call('call', async (abortSignal) => {
        try {
          return await service.getUserDelegationKey(startsOn, expiresOn, { abortSignal })
        } catch (error) {
          // A role on the container alone allows reading but no key. The service then streams the files.
          if (classifyFailure(error)?.kind === 'Refused') return undefined
          throw error
        }
      }),
    now,
  )
}
