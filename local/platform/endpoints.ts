import { rm } from 'node:fs/promises'
import { z } from 'zod'
import { blobServiceUrl, connectionString } from './blob-account.ts'
import type { DataFolder } from './data-folder.ts'
import { replacePrivately } from './private-file.ts'
import type { Services } from './services.ts'

const endpoints = z.object({
  serviceUrl: z.url(),
  blobServiceUrl: z.url().optional(),
  blobAccountName: z.string().optional(),
  blobAccountKey: z.string().optional(),
  blobConnectionString: z.string().optional(),
})

/** How tools on this machine reach a running service; the blob members are there when its storage is the local one. */
export type Endpoints = z.infer<typeof endpoints>

export const ENDPOINTS_FILE = 'endpoints.json'

export async function writeEndpoints({ folder, blobs }: Services, serviceUrl: string): Promise<void> {
  const content: Endpoints = {
    serviceUrl,
    ...(blobs && {
      blobServiceUrl: blobServiceUrl(blobs.account),
      blobAccountName: blobs.account.name,
      blobAccountKey: blobs.account.key,
      blobConnectionString: connectionString(blobs.account),
    }),
  }
  await replacePrivately(folder.file(ENDPOINTS_FILE), `${JSON.stringify(content, undefined, 2)}\n`)
}

export const removeEndpoints = (folder: DataFolder): Promise<void> =>
  rm(folder.file(ENDPOINTS_FILE), { force: true })
