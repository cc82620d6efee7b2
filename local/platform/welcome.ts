import { relative } from 'node:path'
import { exportContainer, imageContainer } from './containers.ts'
import { defaultDataDir } from './environment.ts'
import type { Services } from './services.ts'

const imagesPage = 'docs/images.md'

const imageLines = ({ account, serviceUrl }: Services['storage'], variable: string): readonly string[] =>
  account
    ? [
        `  put images into it    ${variable}npm run --silent upload -- FOLDER`,
        `                        copies a folder to ${serviceUrl}/${imageContainer};`,
        `                        other tools, and containers of other owners: ${imagesPage}`,
      ]
    : [
        `  images                come from any container of Azure Blob Storage: ${imagesPage}`,
        `  exports               go to ${serviceUrl}/${exportContainer}, a container that must exist`,
      ]

type Welcomed = Pick<Services, 'folder' | 'storage' | 'issuer' | 'cosmos'> & { readonly hasSignIn: boolean }

/** Printed once the service listens: the line that tools wait for, then where a newcomer goes next. */
export const welcome = (url: string, { folder, storage, issuer, cosmos, hasSignIn }: Welcomed): string => {
  const directory = relative('', folder.path) || '.'
  const variable = directory === defaultDataDir ? '' : `DATA_DIR='${folder.path}' `
  const lines = [
    `listening on ${url}`,
    '',
    `  Open ${url}/${hasSignIn ? '?person=lead' : ''}`,
    '',
    `  read and try the API  ${url}/api/docs`,
    `  OpenAPI document      ${url}/api/openapi.json`,
    ...(issuer ? [`  get a token           ${variable}npm run --silent token -- ana Labeling.Admin`] : []),
    ...imageLines(storage, variable),
    `  data folder           ${folder.path}`,
  ]
  const ending = cosmos
    ? '  Ctrl-C stops it. The documents are in a stand-in for Cosmos DB, in memory: they are gone then; files are kept.'
    : '  Ctrl-C stops it; everything is kept.'
  return [...lines, '', ending].join('\n')
}
