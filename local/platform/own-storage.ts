import { StartError } from '../host/start-error.ts'
import type { StorageAccount } from './blob-account.ts'
import { valueOf } from './environment.ts'
import type { Environment } from './environment.ts'

/** Blob Storage that the environment names, instead of the local one. */
export interface OwnStorage {
  /** Without a slash at the end. */
  readonly serviceUrl: string
  /** Undefined for Azure, which the service calls with an identity. */
  readonly account: StorageAccount | undefined
}

const example = 'http://127.0.0.1:10000/devstoreaccount1'

/** @throws StartError if it is an emulator that the service could not use */
export const readOwnStorage = (environment: Environment): OwnStorage | undefined => {
  const text = valueOf(environment, 'BLOB_SERVICE_URL')
  if (text === undefined) return undefined
  const url = URL.parse(text)
  if (!url) throw new StartError(`BLOB_SERVICE_URL is no URL. Give one such as ${example}.`)
  const serviceUrl = `${url.origin}${url.pathname}`.replace(/(?<!\/)\/+$/, '')
  const key = valueOf(environment, 'BLOB_ACCOUNT_KEY')
  if (key === undefined && url.protocol === 'http:')
    throw new StartError(
      `BLOB_SERVICE_URL names an emulator (${serviceUrl}), which takes a key only: set BLOB_ACCOUNT_KEY to the key of its account. That of Azurite is in its documentation.`,
    )
  if (key === undefined) return { serviceUrl, account: undefined }
  const [name, ...more] = url.pathname.split('/').filter((segment) => segment !== '')
  if (name === undefined || more.length > 0)
    throw new StartError(
      `BLOB_SERVICE_URL of an emulator ends in the name of the account, and in nothing else: ${example}`,
    )
  return { serviceUrl, account: { serviceUrl, name, key } }
}
