import { randomBytes } from 'node:crypto'
import { createBlobSources } from '../adapters/blob/create-blob-sources.ts'
import { createExportFiles } from '../adapters/blob/create-export-files.ts'
import { createServiceIdentity } from '../adapters/blob/create-service-identity.ts'
import { createLog } from '../adapters/log/create-log.ts'
import { createEncryptedSecrets } from '../adapters/secrets/create-encrypted-secrets.ts'
import { createUrlSigner } from '../adapters/secrets/create-url-signer.ts'
import { loadOrCreateKeyFile } from '../adapters/secrets/load-or-create-key-file.ts'
import { openSqliteStore } from '../adapters/sqlite/sqlite-store.ts'
import { createTokenVerifier } from '../adapters/tokens/create-token-verifier.ts'
import type { Config } from '../config.ts'

/** 24 characters `[a-z0-9]`, of 124 random bits. */
const newId = (): string =>
  BigInt(`0x${randomBytes(16).toString('hex')}`)
    .toString(36)
    .padStart(24, '0')
    .slice(-24)

/** Everything that touches the world. Nothing is connected to yet. */
export const createAdapters = async (config: Config) => {
  const now = Date.now
  const log = createLog({ level: config.logLevel, now, write: (line) => process.stdout.write(line) })
  const key = await loadOrCreateKeyFile(config.secretsKeyFile)
  const store = openSqliteStore({ file: config.sqliteFile, now })
  const secrets = createEncryptedSecrets({ store, key, now })
  const { emulator, allowedBlobHosts: identityHosts } = config
  const identity = createServiceIdentity()
  return {
    now,
    newId,
    log,
    store,
    secrets,
    blobs: createBlobSources({ identity, secrets, emulator, identityHosts, now }),
    files: createExportFiles({
      identity,
      emulator,
      identityHosts,
      serviceUrl: config.blobServiceUrl,
      containerName: config.exportContainer,
      now,
    }),
    signer: createUrlSigner(key),
    verifyToken: createTokenVerifier({ ...config.auth, now }),
    allowedHosts: { suffixes: config.allowedBlobHosts, emulator: emulator?.accountUrl },
  }
}

export type Adapters = Awaited<ReturnType<typeof createAdapters>>
