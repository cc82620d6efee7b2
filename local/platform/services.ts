import type { Log } from '../host/log.ts'
import { appSettings, bringsBlobStorage, bringsIssuer } from './app-settings.ts'
import { openBlobAccount } from './blob-account.ts'
import { type BlobStorage, startBlobStorage } from './blob-storage.ts'
import { type CosmosAccount, bringsCosmos, startCosmosAccount, usesCosmos } from './cosmos.ts'
import { type DataFolder, lockDataFolder, openDataFolder } from './data-folder.ts'
import { type Environment, dataDirOf, portFrom } from './environment.ts'
import { type Issuer, openIssuer } from './issuer.ts'

/** What the app finds in Azure, and here as parts of the platform: storage, an issuer of tokens, settings. */
export interface Services {
  folder: DataFolder
  blobs: BlobStorage | undefined
  issuer: Issuer | undefined
  /** The store, where it is asked for and not one of the user's own. */
  cosmos: CosmosAccount | undefined
  /** The app's settings; `jwksUrl` says where the issuer's keys are served, if there is an issuer. */
  settings(jwksUrl: string | undefined): Record<string, string>
  close(): Promise<void>
}

export async function startServices(environment: Environment, log: Log): Promise<Services> {
  const folder = await openDataFolder(dataDirOf(environment))
  const lock = lockDataFolder(folder)
  try {
    const issuer = bringsIssuer(environment) ? undefined : await openIssuer(folder.path)
    const blobs = bringsBlobStorage(environment) ? undefined : await startBlobs(folder, environment, log)
    const cosmos =
      usesCosmos(environment) && !bringsCosmos(environment) ? await startCosmosAccount() : undefined
    return {
      folder,
      blobs,
      issuer,
      cosmos,
      settings: (jwksUrl) => appSettings({ environment, folder, account: blobs?.account, cosmos, jwksUrl }),
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

async function startBlobs(folder: DataFolder, environment: Environment, log: Log): Promise<BlobStorage> {
  const account = await openBlobAccount(folder, portFrom(environment, 'BLOB_PORT'))
  return startBlobStorage(folder.file('blobs'), account, (message) => log('warning', 'BlobStorage', message))
}
