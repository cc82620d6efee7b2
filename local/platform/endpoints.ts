import { rm } from 'node:fs/promises'
import { blobServiceUrl, connectionString } from './blob-account.ts'
import type { DataFolder } from './data-folder.ts'
import { replacePrivately } from './private-file.ts'
import type { Services } from './services.ts'

/** How tools on this machine reach a running service; the blob members are there when its storage is the local one. */
export interface Endpoints {
  readonly serviceUrl: string
  readonly blobServiceUrl?: string
  readonly blobAccountName?: string
  readonly blobAccountKey?: string
  readonly blobConnectionString?: string
}

export const endpointsFile = 'endpoints.json'

export const writeEndpoints = async ({ folder, blobs }: Services, serviceUrl: string): Promise<void> => {
  const endpoints: Endpoints = {
    serviceUrl,
    ...(blobs && {
      blobServiceUrl: blobServiceUrl(blobs.account),
      blobAccountName: blobs.account.name,
      blobAccountKey: blobs.account.key,
      blobConnectionString: connectionString(blobs.account),
    }),
  }
  await replacePrivately(folder.file(endpointsFile), `${JSON.stringify(endpoints, undefined, 2)}\n`)
}

export const removeEndpoints = (folder: DataFolder): Promise<void> =>
  rm(folder.file(endpointsFile), { force: true })
