import type { TokenCredential } from '@azure/identity'
import type { Now } from '../../domain/core/time.ts'
import { accessAsService, azureBlobHosts, type BlobAccess } from './access.ts'
import { operatorAgents } from './agents.ts'
import type { BlobTiming } from './deadlines.ts'
import { openEmulator, type Emulator } from './emulator.ts'
import {
  openContainer,
  parseContainerUrl,
  type ContainerAddress,
  type OpenContainer,
} from './open-container.ts'
import type { TranslateError } from './translate-error.ts'

export interface ServiceContainerOptions extends BlobTiming {
  readonly identity: TokenCredential
  readonly emulator?: Emulator | undefined
  /** `https://<account>.blob.core.windows.net`, or the account URL of the emulator. */
  readonly serviceUrl: string
  /** Must exist: the infrastructure creates the container. */
  readonly containerName: string
  readonly now: Now
  /** Maximum number of files that one call of `deleteUnder` deletes. Default: 1000, the size of one listing. */
  readonly deletedAtOnce?: number | undefined
  /** Host suffixes that may receive the token of the identity. Default: Azure Blob Storage. */
  readonly identityHosts?: readonly string[] | undefined
}

interface ServiceContainer {
  readonly container: OpenContainer
  readonly access: BlobAccess
  readonly address: ContainerAddress
}

/** Opens a container of the workspace storage account, which the service alone writes. */
export const openServiceContainer = (
  options: ServiceContainerOptions,
  translate: TranslateError,
): ServiceContainer => {
  const { identity, serviceUrl, containerName, identityHosts = azureBlobHosts } = options
  const address = parseContainerUrl(`${serviceUrl.replace(/(?<!\/)\/+$/, '')}/${containerName}`)
  if (!address)
    throw new Error(
      'The URL of the workspace account is not valid; set BLOB_SERVICE_URL to the blob endpoint of a storage account',
    )
  const emulator = options.emulator && openEmulator(options.emulator)
  const access = accessAsService(address.containerUrl, { identity, emulator, identityHosts })
  const agents = operatorAgents(address.containerUrl)
  return {
    container: openContainer(address.containerUrl, access, agents, options, translate),
    access,
    address,
  }
}
