import {
  BlobSASPermissions,
  generateBlobSASQueryParameters,
  SASProtocol,
  type SASQueryParameters,
} from '@azure/storage-blob'
import { fileCaching, type ServedFile } from '../../domain/core/served-file.ts'
import type { Millis, Now } from '../../domain/core/time.ts'
import type { BlobAccess } from './access.ts'
import { openDelegationKey } from './open-delegation-key.ts'
import type { ContainerAddress, OpenContainer } from './open-container.ts'

/** Signs a URL that reads one file. Undefined if the credential cannot sign a narrower URL. */
export type SignReadUrl = (path: string, expiresAt: Millis, served: ServedFile) => Promise<string | undefined>

const readOnly = BlobSASPermissions.parse('r')

/**
 * SAS values for reading one blob. There is no start time, because clocks differ. The storage responds with the signed
 * content type, disposition and caching, not with the stored ones, which the writer of the blob controls.
 */
const readOneBlob = (
  blobName: string,
  containerName: string,
  expiresAt: Millis,
  { contentType, disposition: contentDisposition }: ServedFile,
) => ({
  containerName,
  blobName,
  permissions: readOnly,
  expiresOn: new Date(expiresAt),
  contentType,
  contentDisposition,
  cacheControl: fileCaching,
})

/** Escapes `'`, so that the URL is safe in an HTML attribute with any quotes. */
const urlWith = (url: string, sas: SASQueryParameters): string =>
  `${url}?${sas.toString().replaceAll("'", '%27')}`

const signWithIdentity = (
  container: OpenContainer,
  { serviceUrl, accountName, containerName }: ContainerAddress,
  now: Now,
): SignReadUrl => {
  const delegationKey = openDelegationKey(container, serviceUrl, now)
  return async (path, expiresAt, served) => {
    const url = container.url(path)
    const delegated = await delegationKey(expiresAt)
    if (!delegated) return undefined
    const values = readOneBlob(path, containerName, Math.min(expiresAt, delegated.until), served)
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
  access: BlobAccess,
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
          readOneBlob(path, address.containerName, expiresAt, served),
          access.credential,
        )
        return urlWith(url, sas)
      }
    case 'Sas':
      return async (path) => {
        // As with any other credential: a path that no URL can name is refused here, and not by the content route.
        container.url(path)
        return undefined
      }
    case 'Anonymous':
      // Without a signature a public container responds with the stored content types.
      return async (path) => container.url(path)
  }
}
