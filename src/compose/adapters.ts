import { randomBytes } from 'node:crypto'
import { createZip } from '../adapters/archives/create-zip.ts'
import { createServiceIdentity } from '../adapters/identity/create-service-identity.ts'
import { createBlobSources } from '../adapters/blob/create-blob-sources.ts'
import { createExportFiles } from '../adapters/blob/create-export-files.ts'
import { createRenditionFiles } from '../adapters/blob/create-rendition-files.ts'
import { createRenditions, usualRenditionLimits } from '../adapters/renditions/create-renditions.ts'
import { createLog } from '../adapters/log/create-log.ts'
import { createLineWriter } from '../adapters/log/create-line-writer.ts'
import { createEncryptedSecrets } from '../adapters/secrets/create-encrypted-secrets.ts'
import { createSharedKey } from '../adapters/secrets/create-shared-key.ts'
import { createUrlSigner } from '../adapters/secrets/create-url-signer.ts'
import { loadOrCreateKeyFile } from '../adapters/secrets/load-or-create-key-file.ts'
import { createReadScope } from '../adapters/store/read-scope.ts'
import { createTokenVerifier } from '../adapters/tokens/create-token-verifier.ts'
import type { Config } from '../config.ts'
import type { SecretsConfig } from '../config/secrets.ts'
import type { StoreConfig } from '../config/store.ts'
import type { OwnStorage } from '../domain/model/datastores/own-containers.ts'
import { maxPicturePixels } from '../domain/model/renditions/rendition.ts'
import type { SecretStore, UrlSigner } from '../domain/ports/secrets.ts'
import type { Store } from '../domain/ports/store.ts'
import type { Telemetry } from '../domain/ports/telemetry.ts'
import { openMeteredClient, openTelemetry, withTelemetry } from './telemetry.ts'

/** 24 characters `[a-z0-9]` with 124 random bits. */
const newId = (): string =>
  BigInt(`0x${randomBytes(16).toString('hex')}`)
    .toString(36)
    .padStart(24, '0')
    .slice(-24)

type Identity = ReturnType<typeof createServiceIdentity>

interface OpenedStore {
  readonly store: Store & { close(): void }
  /** The clock of the service, in milliseconds. */
  readonly now: () => number
}

/**
 * Opens the configured store. Only the engine that is used is loaded: on Azure that is never SQLite. Instances on one
 * database go by its clock: their own clocks may differ.
 */
const openStore = async (
  config: StoreConfig,
  credential: Identity,
  telemetry: Telemetry | undefined,
): Promise<OpenedStore> => {
  if (config.type === 'sqlite') {
    const { openSqliteStore } = await import('../adapters/sqlite/sqlite-store.ts')
    return { store: openSqliteStore({ file: config.file, now: Date.now }), now: Date.now }
  }
  const { createCosmosStore } = await import('../adapters/cosmos/cosmos-store.ts')
  const { endpoint, database, key } = config
  const access = key === undefined ? { credential } : { key }
  const httpClient = await openMeteredClient(telemetry)
  const store = createCosmosStore({ endpoint, database, access, httpClient })
  return {
    // This engine has no pending writes.
    store: { ...store, close: () => {} },
    now: () => Date.now() + store.clockDifference(),
  }
}

/** Opens the secret store and the URL signer: with a key file, or with Key Vault. */
const openSecrets = async (
  config: SecretsConfig,
  store: Store,
  credential: Identity,
  now: () => number,
): Promise<{ secrets: SecretStore; signer: UrlSigner }> => {
  if (config.type === 'keyFile') {
    const key = await loadOrCreateKeyFile(config.file)
    return { secrets: createEncryptedSecrets({ store, key, now }), signer: createUrlSigner(async () => key) }
  }
  const { createKeyVaultSecrets } = await import('../adapters/secrets/create-key-vault-secrets.ts')
  const secrets = createKeyVaultSecrets({ vaultUrl: config.url, credential })
  const signer = createUrlSigner(createSharedKey({ store, secrets, name: 'url-signing-key', newId }))
  return { secrets, signer }
}

/** Creates all adapters. Connections are opened on first use. */
export const createAdapters = async (config: Config, version: string) => {
  const identity = createServiceIdentity()
  const telemetry = await openTelemetry(config.insights, identity, version)
  const { store: unobserved, now } = await openStore(config.store, identity, telemetry)
  const opened = withTelemetry(unobserved, telemetry)
  const { store, decide } = createReadScope(opened)
  const log = createLog({ level: config.logLevel, now, write: createLineWriter(process) })
  const { secrets, signer } = await openSecrets(config.secrets, store, identity, now)
  const { emulator, allowedBlobHosts: identityHosts, allowedBlobNetworks: allowedNetworks } = config
  const ownStorage: OwnStorage = {
    accountUrl: config.blobServiceUrl,
    exportContainer: config.exportContainer,
    renditionContainer: config.renditionContainer,
    hostAccounts: config.hostAccounts,
  }
  const timing = { retryPause: config.timing.blobRetry, deadlines: { idle: config.timing.contentIdle } }
  const own = { identity, emulator, identityHosts, serviceUrl: config.blobServiceUrl, now, ...timing }
  return {
    now,
    newId,
    log,
    ...(telemetry && { telemetry }),
    store,
    decide,
    closeStore: () => opened.close(),
    secrets,
    blobs: createBlobSources({
      identity,
      secrets,
      emulator,
      own: ownStorage,
      identityHosts,
      allowedNetworks,
      now,
      ...timing,
    }),
    files: createExportFiles({ ...own, containerName: config.exportContainer }),
    renditionFiles: createRenditionFiles({ ...own, containerName: config.renditionContainer }),
    renditions: createRenditions({ ...usualRenditionLimits, maxPixels: maxPicturePixels }),
    signer,
    maxContentBytes: config.maxContentBytes,
    createZip,
    verifyToken: createTokenVerifier({ ...config.auth, now, log }),
    allowedHosts: { suffixes: config.allowedBlobHosts, emulator: emulator?.accountUrl },
    ownStorage,
  }
}

export type Adapters = Awaited<ReturnType<typeof createAdapters>>
