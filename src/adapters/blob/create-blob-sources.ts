import type { TokenCredential } from '@azure/identity'
import { DomainError, isDomainError } from '../../domain/core/errors.ts'
import { isOwnContainer, type OwnStorage } from '../../domain/model/datastores/own-containers.ts'
import { withPresentUrl } from '../../domain/model/datastores/own-account.ts'
import { serveImage } from '../../domain/core/served-file.ts'
import type { Now } from '../../domain/core/time.ts'
import type { BlobContainer, BlobSource, BlobSources } from '../../domain/ports/blobs.ts'
import type { SecretStore } from '../../domain/ports/secrets.ts'
import { accessAsService, azureBlobHosts } from './access.ts'
import type { BlobAccess } from './access.ts'
import { createGuardedAgent, operatorAgent } from './agents.ts'
import type { Agent, ResolveHost } from './agents.ts'
import type { BlobTiming } from './deadlines.ts'
import { openEmulator } from './emulator.ts'
import type { Emulator } from './emulator.ts'
import { browseBlobs, browseEmulator, listBlobs } from './list-blobs.ts'
import { openContainer, parseContainerUrl } from './open-container.ts'
import { blobExists, openBlob, readBlobPart } from './read-blob.ts'
import { createSignReadUrl } from './sign-read-url.ts'
import { translateDatastoreError } from './translate-error.ts'
import { withinFolder, type BlobFiles } from './within-folder.ts'

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

const probe = async (source: BlobFiles): Promise<void> => {
  const { blobs } = await source.list({ prefix: '', pageSize: 10 })
  const [first] = blobs
  if (!first) return
  try {
    await source.readPart(first.path, { offset: 0, count: 1 })
  } catch (error) {
    // The file was deleted after the listing: reading was allowed.
    if (!isDomainError(error, 'BlobNotFound')) throw error
  }
}

const openSource = (
  { id, containerUrl, prefix }: BlobContainer,
  access: BlobAccess,
  agent: Agent,
  inEmulator: boolean,
  options: BlobSourcesOptions,
): BlobSource => {
  const address = parseContainerUrl(containerUrl)
  if (!address)
    throw new DomainError(
      'DatastoreUnreachable',
      `Datastore '${id}': containerUrl is not valid. Use https://<account>.blob.core.windows.net/<container>.`,
    )
  const container = openContainer(
    address.containerUrl,
    access,
    agent,
    options,
    translateDatastoreError(id, address.containerName, access.type),
  )
  const signReadUrl = createSignReadUrl(container, access, address, options.now)
  const whole: BlobFiles = {
    list: (options) => listBlobs(container, options),
    browse: (options) => (inEmulator ? browseEmulator : browseBlobs)(container, options),
    readPart: (path, part) => readBlobPart(container, path, part),
    open: (path, options) => openBlob(container, path, options),
    exists: (path) => blobExists(container, path),
    readUrl: (path, expiresAt) => signReadUrl(path, expiresAt, serveImage(path)),
  }
  const files = withinFolder(whole, prefix)
  return { ...files, probe: () => probe(files) }
}

/** Opens the containers of datastores, and caches their clients and keys. */
export const createBlobSources = (options: BlobSourcesOptions): BlobSources => {
  const { identity, secrets, identityHosts = azureBlobHosts, allowedNetworks, resolve } = options
  const emulator = options.emulator && openEmulator(options.emulator)
  /** All datastores share its connections. */
  const guardedAgent = createGuardedAgent({ networks: allowedNetworks, resolve })
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

  const chooseAgent = ({ id, containerUrl }: BlobContainer): Agent => {
    if (emulator?.owns(containerUrl)) return operatorAgent(containerUrl)
    if (containerUrl.startsWith('https://')) return guardedAgent
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
    const agent = chooseAgent(datastore)
    const inEmulator = emulator?.owns(datastore.containerUrl) === true
    return openSource(datastore, await readAccess(datastore), agent, inEmulator, options)
  }

  return {
    open: async (datastore) => {
      const { id, containerUrl, prefix, credential, updatedAt } = datastore
      const version = JSON.stringify([containerUrl, prefix, credential, updatedAt])
      const cached = cache.get(id)
      const entry = cached?.version === version ? cached : { version, source: connect(datastore) }
      cache.delete(id)
      cache.set(id, entry)
      const [oldest] = cache.keys()
      if (cache.size > maxCached && oldest !== undefined) cache.delete(oldest)
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
