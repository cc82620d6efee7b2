import type { TokenCredential } from '@azure/identity'
import type { StorageSharedKeyCredential } from '@azure/storage-blob'
import { DomainError } from '../../domain/core/errors.ts'
import type { OpenEmulator } from './emulator.ts'

/** The credential for a container. */
export type BlobAccess =
  | { readonly type: 'Identity'; readonly credential: TokenCredential }
  | { readonly type: 'EmulatorKey'; readonly credential: StorageSharedKeyCredential }
  | { readonly type: 'Sas'; readonly token: string }
  | { readonly type: 'Anonymous' }

/** The host suffixes that may receive the token of the service. The receiver of the token could act as the service. */
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
 * Restricts the identity to storage. A storage account that refuses a token can ask for a token of another scope or tenant,
 * and the SDK would request it: this wrapper ignores both.
 */
const restrictToStorage = (identity: TokenCredential): TokenCredential => ({
  getToken: (_scopes, options) =>
    identity.getToken(storageScope, options?.abortSignal ? { abortSignal: options.abortSignal } : {}),
})

/** @throws DomainError `DatastoreUnreachable` if the host must not receive the token of the service */
export const accessAsService = (
  url: string,
  { identity, emulator, identityHosts }: ServiceAccess,
): BlobAccess => {
  if (emulator?.owns(url)) return { type: 'EmulatorKey', credential: emulator.credential }
  const target = URL.parse(url)
  if (target?.protocol !== 'https:' || !identityHosts.some((host) => target.hostname.endsWith(host)))
    throw new DomainError(
      'DatastoreUnreachable',
      'The managed identity is used only with https and Azure Blob Storage hosts. Correct containerUrl, or use another credential.',
    )
  return { type: 'Identity', credential: restrictToStorage(identity) }
}
