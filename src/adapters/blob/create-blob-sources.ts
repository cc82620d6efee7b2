import { putNewest } from '../../domain/core/put-newest.ts'
import type { TokenCredential } from '@azure/identity'
import { DomainError } from '../../domain/core/errors.ts'
import { isOwnContainer, type OwnStorage } from '../../domain/model/datastores/own-containers.ts'
import { withPresentUrl } from '../../domain/model/datastores/own-account.ts'
import type { Now } from '../../domain/core/time.ts'
import type { BlobContainer, BlobSource, BlobSources } from '../../domain/ports/blobs.ts'
import type { SecretStore } from '../../domain/ports/secrets.ts'
import { accessAsService, azureBlobHosts } from './access.ts'
import type { BlobAccess } from './access.ts'
import { createGuardedAgents, operatorAgents } from './agents.ts'
import type { Agents, ResolveHost } from './agents.ts'
import type { BlobTiming } from './deadlines.ts'
import { openEmulator } from './emulator.ts'
import type { Emulator } from './emulator.ts'
import { openBlobSource } from './open-blob-source.ts'

export interface BlobSourcesOptions extends BlobTiming {
  /** The identity of the service, for datastores with `ManagedIdentity`. */
  readonly identity: TokenCredential
  readonly secrets: SecretStore
  /** Datastores with `ManagedIdentity` in the account of the emulator use its account key. */
  readonly emulator?: Emulator | undefined
  /** Containers in it are not opened. Default: all are. */
  readonly own?: OwnStorage | undefined
  readonly now: Now
  /** Host suffixes that may receive the token of the identity. Default: Azure Blob Storage. */
  readonly identityHosts?: readonly string[] | undefined
  /** CIDR: networks of storage accounts with private addresses. Default: none. */
  readonly allowedNetworks?: readonly string[] | undefined
  /** Default: the resolver of the operating system. */
  readonly resolve?: ResolveHost | undefined
}

const maxCached = 200

/** Opens the containers of datastores, and caches their clients and keys. */
export const createBlobSources = (options: BlobSourcesOptions): BlobSources => {
  const { identity, secrets, identityHosts = azureBlobHosts, allowedNetworks, resolve } = options
  const emulator = options.emulator && openEmulator(options.emulator)
  /** All datastores share its connections. */
  const guardedAgents = createGuardedAgents({ networks: allowedNetworks, resolve })
  /** By datastore name, in order of the last use. */
  const cache = new Map<string, { readonly version: string; readonly source: Promise<BlobSource> }>()

  const readAccess = async ({ id, containerUrl, credential }: BlobContainer): Promise<BlobAccess> => {
    switch (credential.type) {
      case 'ManagedIdentity':
        return accessAsService(containerUrl, { identity, emulator, identityHosts })
      case 'Anonymous':
        return { type: 'Anonymous' }
      case 'Sas': {
        const token = await secrets.get(credential.secretName)
        if (token !== undefined) return { type: 'Sas', token }
        throw new DomainError(
          'DatastoreUnreachable',
          `Datastore '${id}': the SAS token no longer exists. Set a new one.`,
        )
      }
    }
  }

  const chooseAgents = ({ id, containerUrl }: BlobContainer): Agents => {
    if (emulator?.owns(containerUrl)) return operatorAgents(containerUrl)
    if (containerUrl.startsWith('https://')) return guardedAgents
    throw new DomainError(
      'DatastoreUnreachable',
      `Datastore '${id}': containerUrl is neither https nor in the storage emulator of this machine. Correct containerUrl.`,
    )
  }

  const connect = async (stored: BlobContainer): Promise<BlobSource> => {
    const datastore = withPresentUrl(stored, { emulator: options.emulator?.accountUrl })
    // Also one that was stored before such containers were refused.
    if (options.own && isOwnContainer(datastore.containerUrl, options.own))
      throw new DomainError(
        'DatastoreUnreachable',
        `Datastore '${datastore.id}': its container belongs to the service itself. Copy the images to a container of their own, and create a datastore for it.`,
      )
    const agents = chooseAgents(datastore)
    const inEmulator = emulator?.owns(datastore.containerUrl) === true
    return openBlobSource(datastore, await readAccess(datastore), agents, { ...options, inEmulator })
  }

  return {
    open: async (datastore) => {
      const { id, containerUrl, prefix, credential, updatedAt } = datastore
      const version = JSON.stringify([containerUrl, prefix, credential, updatedAt])
      const cached = cache.get(id)
      const entry = cached?.version === version ? cached : { version, source: connect(datastore) }
      putNewest(cache, id, entry, maxCached)
      try {
        return await entry.source
      } catch (error) {
        if (cache.get(id) === entry) cache.delete(id)
        throw error
      }
    },
    forget: ({ id }) => {
      cache.delete(id)
    },
  }
}
