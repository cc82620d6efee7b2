import type { Log } from '../host/log.ts'
import { appSettings, bringsIssuer, corsOriginsOf } from './app-settings.ts'
import { openBlobAccount, storageAccountOf } from './blob-account.ts'
import type { StorageAccount } from './blob-account.ts'
import { startBlobStorage } from './blob-storage.ts'
import type { BlobStorage } from './blob-storage.ts'
import { keepServiceContainers } from './containers.ts'
import { bringsCosmos, startCosmosAccount, usesCosmos } from './cosmos.ts'
import type { CosmosAccount } from './cosmos.ts'
import { checkWritable, lockDataFolder, openDataFolder } from './data-folder.ts'
import type { DataFolder } from './data-folder.ts'
import { dataDirOf, portFrom } from './environment.ts'
import type { Environment } from './environment.ts'
import { keepPrivate } from './keep-private.ts'
import { openIssuer } from './issuer.ts'
import type { Issuer } from './issuer.ts'
import { readOwnStorage } from './own-storage.ts'

/** The services that the app finds in Azure: storage, an issuer of tokens, settings. */
export interface Services {
  readonly folder: DataFolder
  /** The local Blob Storage; undefined when the environment names another one. */
  readonly blobs: BlobStorage | undefined
  /** Blob Storage, wherever it is; its account only if it is an emulator. */
  readonly storage: Storage
  readonly issuer: Issuer | undefined
  /** The stand-in, where the store is Cosmos DB and not an account of the user's own. */
  readonly cosmos: CosmosAccount | undefined
  /** The app's settings. */
  readonly settings: Readonly<Record<string, string>>
  readonly close: () => Promise<void>
}

interface Storage {
  readonly serviceUrl: string
  readonly account: StorageAccount | undefined
}

interface StartedStorage {
  readonly blobs: BlobStorage | undefined
  readonly storage: Storage
  readonly close: () => Promise<void>
}

const startBlobs = async (folder: DataFolder, environment: Environment, log: Log): Promise<BlobStorage> => {
  const account = await openBlobAccount(folder, portFrom(environment, 'BLOB_PORT'))
  return startBlobStorage(
    folder.file('blobs'),
    account,
    (message) => log('warning', 'BlobStorage', message),
    corsOriginsOf(environment),
  )
}

const startStorage = async (
  folder: DataFolder,
  environment: Environment,
  log: Log,
): Promise<StartedStorage> => {
  const own = readOwnStorage(environment)
  if (!own) {
    const blobs = await startBlobs(folder, environment, log)
    const account = storageAccountOf(blobs.account)
    return { blobs, storage: { serviceUrl: account.serviceUrl, account }, close: blobs.close }
  }
  const warn = (message: string): void => log('warning', 'BlobStorage', message)
  const stop = own.account && (await keepServiceContainers(own.account, corsOriginsOf(environment), warn))
  return { blobs: undefined, storage: own, close: async () => stop?.() }
}

export const startServices = async (environment: Environment, log: Log): Promise<Services> => {
  const folder = await openDataFolder(dataDirOf(environment))
  keepPrivate(folder, log)
  const lock = lockDataFolder(folder)
  try {
    checkWritable(folder, log)
    const issuer = bringsIssuer(environment) ? undefined : await openIssuer(folder.path)
    const started = await startStorage(folder, environment, log)
    const { blobs, storage } = started
    const cosmos =
      usesCosmos(environment) && !bringsCosmos(environment) ? await startCosmosAccount() : undefined
    return {
      folder,
      blobs,
      storage,
      issuer,
      cosmos,
      settings: appSettings({ environment, folder, account: storage.account, cosmos, issuer }),
      close: async () => {
        await started.close()
        await cosmos?.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}
