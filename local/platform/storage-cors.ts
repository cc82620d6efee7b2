import { BlobServiceClient, StorageSharedKeyCredential, type CorsRule } from '@azure/storage-blob'
import type { StorageAccount } from './blob-account.ts'

/** Storage knows no port that is left open. Every URL of a file is signed, so an origin alone reads nothing. */
const storageOrigins = (origins: string): string => {
  const all = origins.split(',').map((one) => one.trim())
  return all.some((one) => one.endsWith(':*')) ? '*' : all.join(',')
}

/** What a page may ask of storage: read files by their URLs, and write new ones by the URLs of an upload. */
const ruleFor = (origins: string): CorsRule => ({
  allowedOrigins: storageOrigins(origins),
  allowedMethods: 'GET,HEAD,PUT',
  allowedHeaders:
    'content-type,if-match,if-modified-since,if-none-match,if-range,if-unmodified-since,range,x-ms-*',
  exposedHeaders:
    'accept-ranges,content-disposition,content-length,content-range,etag,last-modified,x-ms-error-code,x-ms-request-id',
  maxAgeInSeconds: 3600,
})

const isSame = (one: CorsRule, other: CorsRule): boolean =>
  one.allowedOrigins === other.allowedOrigins &&
  one.allowedMethods === other.allowedMethods &&
  one.allowedHeaders === other.allowedHeaders &&
  one.exposedHeaders === other.exposedHeaders &&
  one.maxAgeInSeconds === other.maxAgeInSeconds

interface CorsOptions {
  /** `CORS_ORIGINS`; empty for none. */
  readonly origins: string
  /** Whether rules that are there already stay: of an emulator that others may use, too. */
  readonly keepOthers: boolean
  readonly signal?: AbortSignal
}

/** Lets pages of the origins of the service read pictures from the storage, as the deployment does in Azure. */
export const allowOrigins = async (
  { serviceUrl, name, key }: StorageAccount,
  { origins, keepOthers, signal }: CorsOptions,
): Promise<void> => {
  const service = new BlobServiceClient(serviceUrl, new StorageSharedKeyCredential(name, key))
  const options = signal ? { abortSignal: signal } : {}
  const { cors: present = [] } = await service.getProperties(options)
  const wanted = origins === '' ? [] : [ruleFor(origins)]
  const isThere =
    present.length === wanted.length && wanted.every((rule) => present.some((one) => isSame(one, rule)))
  // A full disk refuses every change, so there is none that changes nothing.
  if (isThere || (keepOthers && present.length > 0)) return
  await service.setProperties({ cors: wanted }, options)
}
