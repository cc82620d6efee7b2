import type { Log } from '../host/log.ts'
import { appSettings, bringsBlobStorage, bringsIssuer } from './app-settings.ts'
import { openBlobAccount } from './blob-account.ts'
import { startBlobStorage } from './blob-storage.ts'
import type { BlobStorage } from './blob-storage.ts'
import { bringsCosmos, startCosmosAccount, usesCosmos } from './cosmos.ts'
import type { CosmosAccount } from './cosmos.ts'
import { checkWritable, lockDataFolder, openDataFolder } from './data-folder.ts'
import type { DataFolder } from './data-folder.ts'
import { dataDirOf, portFrom } from './environment.ts'
import type { Environment } from './environment.ts'
import { keepPrivate } from './keep-private.ts'
import { openIssuer } from './issuer.ts'
import type { Issuer } from './issuer.ts'

/** The services that the app finds in Azure: storage, an issuer of tokens, settings. */
export interface Services {
  readonly folder: DataFolder
  readonly blobs: BlobStorage | undefined
  readonly issuer: Issuer | undefined
  /** The stand-in, where the store is Cosmos DB and not an account of the user's own. */
  readonly cosmos: CosmosAccount | undefined
  /** The app's settings. */
  readonly settings: Readonly<Record<string, string>>
  readonly close: () => Promise<void>
}

const startBlobs = async (folder: DataFolder, environment: Environment, log: Log): Promise<BlobStorage> => {
  const account = await openBlobAccount(folder, portFrom(environment, 'BLOB_PORT'))
  return startBlobStorage(folder.file('blobs'), account, (message) => log('warning', 'BlobStorage', message))
}

export const startServices = async (environment: Environment, log: Log): Promise<Services> => {
  const folder = await openDataFolder(dataDirOf(environment))
  keepPrivate(folder, log)
  const lock = lockDataFolder(folder)
  try {
    checkWritable(folder, log)
    const issuer = bringsIssuer(environment) ? undefined : await openIssuer(folder.path)
    const blobs = bringsBlobStorage(environment) ? undefined : await startBlobs(folder, environment, log)
    const cosmos =
      usesCosmos(environment) && !bringsCosmos(environment) ? await startCosmosAccount() : undefined
    return {
      folder,
      blobs,
      issuer,
      cosmos,
      settings: appSettings({ environment, folder, account: blobs?.account, cosmos, issuer }),
      close: async () => {
        await blobs?.close()
        await cosmos?.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}
