import { rm, truncate, writeFile } from 'node:fs/promises'
import { explainFileError, isDiskFull } from '../host/file-failure.ts'
import { errorMessage } from '../host/log.ts'
import type { Log } from '../host/log.ts'
import { StartError } from '../host/start-error.ts'
import { connectionString } from './blob-account.ts'
import type { DataFolder } from './data-folder.ts'
import { replacePrivately } from './private-file.ts'
import type { Services } from './services.ts'

/** How tools on this machine reach a running service; the account is there when its storage is an emulator. */
export interface Endpoints {
  readonly serviceUrl: string
  /** Runs timers on demand: `x-functions-key` of `POST /admin/functions/{name}`. Another one at each start. */
  readonly masterKey?: string
  readonly blobServiceUrl: string
  readonly blobAccountName?: string
  readonly blobAccountKey?: string
  readonly blobConnectionString?: string
}

export const endpointsFile = 'endpoints.json'

export const writeEndpoints = async (
  { folder, storage }: Services,
  service: Pick<Endpoints, 'serviceUrl' | 'masterKey'>,
  log: Log,
): Promise<void> => {
  const endpoints: Endpoints = {
    ...service,
    blobServiceUrl: storage.serviceUrl,
    ...(storage.account && {
      blobAccountName: storage.account.name,
      blobAccountKey: storage.account.key,
      blobConnectionString: connectionString(storage.account),
    }),
  }
  const file = folder.file(endpointsFile)
  const text = `${JSON.stringify(endpoints, undefined, 2)}\n`
  try {
    await replacePrivately(file, text)
  } catch (error) {
    if (!isDiskFull(error)) throw new StartError(explainFileError(error, file) ?? errorMessage(error))
    await writeOver(folder, text, log)
  }
}

/** A full disk has the room that the file of a killed service takes. */
const writeOver = async (folder: DataFolder, text: string, log: Log): Promise<void> => {
  const file = folder.file(endpointsFile)
  try {
    await writeFile(file, text, { flag: 'r+' })
    await truncate(file, Buffer.byteLength(text))
  } catch (error) {
    // What is there may hold other ports.
    await removeEndpoints(folder)
    log('warning', 'DataFolder', `${file} is missing until the next start: ${errorMessage(error)}`, error)
  }
}

export const removeEndpoints = (folder: DataFolder): Promise<void> =>
  rm(folder.file(endpointsFile), { force: true })
