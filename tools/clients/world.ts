import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { BlobServiceClient } from '@azure/storage-blob'
import { mintToken } from '../../local/platform/issuer.ts'
import { removeData, startService } from '../service.ts'
import { startLaterRelease } from './later-release.ts'
import { startWatchedStorage } from './watched-storage.ts'

const samples = resolve(import.meta.dirname, '../../samples')
const container = 'images'
const folders = ['Ankle boot', 'Bag', 'Coat']
const filesOfEach = 4

export interface Image {
  readonly path: string
  readonly bytes: Buffer
  readonly sha256: string
}

/** The service on fresh data, with images in its storage. */
export interface World {
  readonly api: string
  /** The same service as a later release can be. */
  readonly laterApi: string
  readonly containerUrl: string
  readonly images: readonly Image[]
  readonly tokenOf: (user: string) => Promise<string>
  /** Paths of the storage that got a token of a client. */
  readonly tokensAtStorage: () => readonly string[]
  readonly stop: () => Promise<void>
}

const readImages = async (): Promise<readonly Image[]> => {
  const paths: string[] = []
  for (const folder of folders)
    for (const name of (await readdir(join(samples, folder))).toSorted().slice(0, filesOfEach))
      paths.push(`${folder}/${name}`)
  return Promise.all(
    paths.map(async (path) => {
      const bytes = await readFile(join(samples, path))
      return { path, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
    }),
  )
}

/** What a user's own settings must not change: local storage and local tokens. */
const untouched = {
  BLOB_PORT: '',
  COSMOS_ENDPOINT: '',
  COSMOS_KEY: '',
  COSMOS_DATABASE: '',
  KEY_VAULT_URL: '',
  AUTH_ISSUER: '',
  AUTH_AUDIENCE: '',
  AUTH_JWKS_URL: '',
  AUTH_TENANT: '',
  AUTH_CLIENTS: '',
}

export const startWorld = async (): Promise<World> => {
  const storage = await startWatchedStorage()
  try {
    const images = await readImages()
    const blobs = BlobServiceClient.fromConnectionString(storage.blobConnectionString)
    const target = blobs.getContainerClient(container)
    await target.create()
    for (const { path, bytes } of images)
      await target
        .getBlockBlobClient(path)
        .uploadData(bytes, { blobHTTPHeaders: { blobContentType: 'image/png' } })
    const service = await startService({ storage, env: untouched })
    const later = await startLaterRelease(service.api)
    return {
      api: service.api,
      laterApi: later.api,
      containerUrl: `${storage.blobServiceUrl}/${container}`,
      images,
      tokenOf: async (user) => mintToken(service.dataDir, user, ['Labeling.Admin']),
      tokensAtStorage: storage.tokensAt,
      stop: async () => {
        later.stop()
        await service.stop()
        await storage.stop()
        await removeData(service.dataDir)
      },
    }
  } catch (error) {
    await storage.stop()
    throw error
  }
}
