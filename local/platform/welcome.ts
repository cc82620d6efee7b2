import { relative } from 'node:path'
import { blobServiceUrl } from './blob-account.ts'
import { imageContainer } from './blob-storage.ts'
import { endpointsFile } from './endpoints.ts'
import { defaultDataDir } from './environment.ts'
import type { Services } from './services.ts'

/** Printed once the service listens: the line that tools wait for, then where a newcomer goes next. */
export const welcome = (url: string, { folder, blobs, issuer, cosmos }: Services): string => {
  const directory = relative('', folder.path) || '.'
  const variable = directory === defaultDataDir ? '' : `DATA_DIR='${folder.path}' `
  const lines = [
    `listening on ${url}`,
    '',
    `  read and try the API  ${url}/api/docs`,
    `  OpenAPI document      ${url}/api/openapi.json`,
    ...(issuer ? [`  get a token           ${variable}npm run --silent token -- ana Labeling.Admin`] : []),
    `  data folder           ${folder.path}`,
  ]
  if (blobs) {
    const container = `${blobServiceUrl(blobs.account)}/${imageContainer}`
    lines.push(
      `  put images into       ${container}`,
      `                        with any tool for Azure Storage, Storage Explorer or az for example; the connection`,
      `                        string and the key are in ${folder.file(endpointsFile)}`,
    )
  }
  const ending = cosmos
    ? '  Ctrl-C stops it. The documents are in a stand-in for Cosmos DB, in memory: they are gone then; files are kept.'
    : '  Ctrl-C stops it; everything is kept.'
  return [...lines, '', ending].join('\n')
}
