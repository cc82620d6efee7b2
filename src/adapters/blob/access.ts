import type { TokenCredential } from '@azure/identity'
import type { StorageSharedKeyCredential } from '@azure/storage-blob'
import { DomainError } from '../../domain/core/errors.ts'
import type { OpenEmulator } from './emulator.ts'

/** How a container is opened. */
export type Access =
  | { readonly type: 'Identity'; readonly credential: TokenCredential }
  | { readonly type: 'EmulatorKey'; readonly credential: StorageSharedKeyCredential }
  | { readonly type: 'Sas'; readonly token: string }
  | { readonly type: 'Anonymous' }

/** Where the service's token may be sent: whoever receives it could act as the service. */
export const azureBlobHosts = [
  '.blob.core.windows.net',
  '.blob.core.usgovcloudapi.net',
  '.blob.core.chinacloudapi.cn',
  '.blob.storage.azure.net',
] as const

interface ServiceAccess {
  readonly identity: TokenCredential
  readonly emulator: OpenEmulator | undefined
  readonly identityHosts: readonly string[]
}

const storageScope = 'https://storage.azure.com/.default'

/**
 * The identity for storage alone. A storage account that refuses a token may ask for one of another scope or tenant, and
 * the SDK would get it: it is not told of that.
 */
const forStorageOnly = (identity: TokenCredential): TokenCredential => ({
  getToken: (_scopes, options) =>
    identity.getToken(storageScope, options?.abortSignal ? { abortSignal: options.abortSignal } : {}),
})

/** @throws DomainError `DatastoreUnreachable` if the service's token must not go to that host. */
export const accessAsService = (
  url: string,
  { identity, emulator, identityHosts }: ServiceAccess,
): Access => {
  if (emulator?.owns(url)) return { type: 'EmulatorKey', credential: emulator.credential }
  const target = URL.parse(url)
  if (target?.protocol !== 'https:' || !identityHosts.some((host) => target.hostname.endsWith(host)))
    throw new DomainError(
      'DatastoreUnreachable',
      'The managed identity is used only with https and Azure Blob Storage hosts. Correct containerUrl, or use another credential.',
    )
  return { type: 'Identity', credential: forStorageOnly(identity) }
}
