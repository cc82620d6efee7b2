import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { isStartError } from '../local/host/start-error.ts'
import { consoleLog } from '../local/platform/console-log.ts'
import { exportContainer, renditionContainer } from '../local/platform/containers.ts'
import { keepPrivate } from '../local/platform/keep-private.ts'
import { isOwnName } from '../src/domain/model/datastores/own-containers.ts'
import { UsageError } from './run-command.ts'

const endpoints = z.object({
  blobServiceUrl: z.string(),
  blobAccountName: z.string().optional(),
  blobAccountKey: z.string().optional(),
})

/** The Blob Storage of the service that runs on a data folder, with the key of its account. */
export interface LocalStorage {
  /** `http://127.0.0.1:<port>/<account>` */
  readonly serviceUrl: string
  readonly name: string
  readonly key: string
}

/**
 * Refuses a data folder that other users could have written: what lies there says where images go, and by which key.
 * @throws UsageError
 */
export const checkDataFolder = (dataDir: string): void => {
  try {
    keepPrivate({ path: resolve(dataDir) }, consoleLog(process.env))
  } catch (error) {
    if (!isStartError(error)) throw error
    throw new UsageError(error.message, { cause: error })
  }
}

/** @throws UsageError if no service runs there, if other users could have written the folder, or its storage is one that no key of this machine opens */
export const readLocalStorage = async (dataDir: string): Promise<LocalStorage> => {
  checkDataFolder(dataDir)
  let found: z.output<typeof endpoints>
  try {
    found = endpoints.parse(JSON.parse(await readFile(join(dataDir, 'endpoints.json'), 'utf8')))
  } catch (cause) {
    throw new UsageError(
      `No service runs on the data folder '${dataDir}': start it with npm start, or name its folder with DATA_DIR.`,
      { cause },
    )
  }
  const { blobServiceUrl: serviceUrl, blobAccountName: name, blobAccountKey: key } = found
  if (name === undefined || key === undefined)
    throw new UsageError(
      `The storage of this service is ${serviceUrl}, and its key is not on this machine. Use az or azcopy with your own account: docs/images.md`,
    )
  return { serviceUrl, name, key }
}

const containerName = /^[a-z0-9](?:-?[a-z0-9]){2,62}$/

/** @throws UsageError unless it names a container for images */
export const checkContainerName = (name: string): string => {
  if (!containerName.test(name) || name.length > 63)
    throw new UsageError(
      `'${name}' is no name of a container: it has 3 to 63 lower-case letters, digits and single dashes, such as images.`,
    )
  if (isOwnName(name, { exportContainer, renditionContainer }))
    throw new UsageError(
      `The container '${name}' belongs to the service itself: choose another name, such as images.`,
    )
  return name
}
