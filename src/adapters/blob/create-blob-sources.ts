import { putNewest } from '../../domain/core/put-newest.ts'
import type { TokenCredential } from '@azure/identity'
import { DomainError } from '../../domain/core/errors.ts'
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
import { explainRefusal } from './file-refusal.ts'
import { browseBlobs, browseEmulator, listBlobs } from './list-blobs.ts'
import { openContainer, parseContainerUrl } from './open-container.ts'
import { probeContainer } from './probe-container.ts'
import { blobExists, openBlob, readBlobPart, readBytes, type Part } from './read-blob.ts'
import { shareCheck } from './share-check.ts'
import { createSignReadUrl } from './sign-read-url.ts'
import { withSmallerPages } from './smaller-pages.ts'
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

const openSource = (
  { id, containerUrl, prefix: folder = '' }: BlobContainer,
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
  const names = { datastore: id, container: address.containerName }
  const container = openContainer(
    address.containerUrl,
    access,
    agent,
    options,
    translateDatastoreError({ ...names, access, now: options.now }),
  )
  const list = withSmallerPages((page) => listBlobs(container, page), container.deadlines.listing)
  const checkContainer = shareCheck(() => list({ prefix: folder, pageSize: 1 }), options.now)
  const signReadUrl = createSignReadUrl(container, access, address, options.now)
  const whole: BlobFiles = {
    list,
    browse: (page) => (inEmulator ? browseEmulator : browseBlobs)(container, page),
    readPart: (path, part) => readBlobPart(container, path, part, checkContainer),
    open: async (path, range) => {
      try {
        return await openBlob(container, path, range)
      } catch (error) {
        throw await explainRefusal(error, names, checkContainer)
      }
    },
    exists: (path) => blobExists(container, path, checkContainer),
    readUrl: (path, expiresAt) => signReadUrl(path, expiresAt, serveImage(path)),
  }
  const files = withinFolder(whole, folder)
  const read = (path: string, part: Part) => readBytes(container, folder + path, part)
  return { ...files, probe: () => probeContainer({ list: files.list, read }, access) }
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
