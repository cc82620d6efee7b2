import type { TokenCredential } from '@azure/identity'
import { DomainError, isDomainError } from '../../domain/core/errors.ts'
import { serveImage } from '../../domain/core/served-file.ts'
import type { Now } from '../../domain/core/time.ts'
import type { BlobContainer, BlobSource, BlobSources } from '../../domain/ports/blobs.ts'
import type { SecretStore } from '../../domain/ports/secrets.ts'
import { accessAsService, azureBlobHosts } from './access.ts'
import type { Access } from './access.ts'
import { operatorAgent } from './agents.ts'
import type { Agent } from './agents.ts'
import { createGuardedAgent } from './create-guarded-agent.ts'
import type { ResolveHost } from './create-guarded-agent.ts'
import type { BlobTiming } from './deadlines.ts'
import { openEmulator } from './emulator.ts'
import type { Emulator } from './emulator.ts'
import { browseBlobs, listBlobs } from './list-blobs.ts'
import { openContainer } from './open-container.ts'
import { parseContainerUrl } from './parse-container-url.ts'
import { blobExists, openBlob, readBlobHead } from './read-blob.ts'
import { createSignReadUrl } from './sign-read-url.ts'
import { translateDatastoreError } from './translate-error.ts'

export interface BlobSourcesOptions extends BlobTiming {
  /** The service's own identity, for datastores with `ManagedIdentity`. */
  readonly identity: TokenCredential
  readonly secrets: SecretStore
  /** Its account is opened with its key where a datastore says `ManagedIdentity`. */
  readonly emulator?: Emulator | undefined
  readonly now: Now
  /** Ends of the host names that the identity's token may be sent to; those of Azure Blob Storage if not given. */
  readonly identityHosts?: readonly string[] | undefined
  /** CIDR: where storage accounts may have private addresses; nowhere if not given. */
  readonly allowedNetworks?: readonly string[] | undefined
  /** The operating system's resolver if not given. */
  readonly resolve?: ResolveHost | undefined
}

const mostKept = 200

const probe = async (source: BlobSource): Promise<void> => {
  const { blobs } = await source.list({ prefix: '', pageSize: 10 })
  const [first] = blobs
  if (!first) return
  try {
    await source.readHead(first.path, 1)
  } catch (error) {
    // Gone since it was listed: then reading was allowed.
    if (!isDomainError(error, 'BlobNotFound')) throw error
  }
}

const openSource = (
  { id, containerUrl }: BlobContainer,
  access: Access,
  agent: Agent,
  options: BlobSourcesOptions,
): BlobSource => {
  const address = parseContainerUrl(containerUrl)
  if (!address)
    throw new DomainError(
      'DatastoreUnreachable',
      `Datastore '${id}': its containerUrl is not one of https://<account>.blob.core.windows.net/<container>.`,
    )
  const container = openContainer(
    address.containerUrl,
    access,
    agent,
    options,
    translateDatastoreError(id, address.containerName, access.type),
  )
  const signReadUrl = createSignReadUrl(container, access, address, options.now)
  const source: BlobSource = {
    probe: () => probe(source),
    list: (options) => listBlobs(container, options),
    browse: (options) => browseBlobs(container, options),
    readHead: (path, bytes) => readBlobHead(container, path, bytes),
    open: (path, options) => openBlob(container, path, options),
    exists: (path) => blobExists(container, path),
    readUrl: (path, expiresAt) => signReadUrl(path, expiresAt, serveImage(path)),
  }
  return source
}

export const createBlobSources = (options: BlobSourcesOptions): BlobSources => {
  const { identity, secrets, identityHosts = azureBlobHosts, allowedNetworks, resolve } = options
  const emulator = options.emulator && openEmulator(options.emulator)
  /** Connections are shared by all datastores. */
  const guardedAgent = createGuardedAgent({ networks: allowedNetworks, resolve })
  /** By name, the one used longest ago first. */
  const kept = new Map<string, { readonly version: string; readonly source: Promise<BlobSource> }>()

  const readAccess = async ({ id, containerUrl, credential }: BlobContainer): Promise<Access> => {
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
          `Datastore '${id}': its SAS token is not kept any more. Set a new one.`,
        )
      }
    }
  }

  const chooseAgent = ({ id, containerUrl }: BlobContainer): Agent => {
    if (emulator?.owns(containerUrl)) return operatorAgent(containerUrl)
    if (containerUrl.startsWith('https://')) return guardedAgent
    throw new DomainError(
      'DatastoreUnreachable',
      `Datastore '${id}': its containerUrl is neither https nor in the storage emulator of this machine. Correct it.`,
    )
  }

  const connect = async (datastore: BlobContainer): Promise<BlobSource> => {
    const agent = chooseAgent(datastore)
    return openSource(datastore, await readAccess(datastore), agent, options)
  }

  return {
    open: async (datastore) => {
      const { id, containerUrl, credential, updatedAt } = datastore
      const version = JSON.stringify([containerUrl, credential, updatedAt])
      const known = kept.get(id)
      const entry = known?.version === version ? known : { version, source: connect(datastore) }
      kept.delete(id)
      kept.set(id, entry)
      const [oldest] = kept.keys()
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
      try {
        return await entry.source
      } catch (error) {
        if (kept.get(id) === entry) kept.delete(id)
        throw error
      }
    },
    forget: ({ id }) => {
      kept.delete(id)
    },
  }
}
