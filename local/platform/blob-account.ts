import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { DataFolder } from './data-folder.ts'
import { findLastingPort, loopback } from './ports.ts'
import { openDataFile } from './data-file.ts'

const accountFile = z.object({ name: z.string(), key: z.base64(), port: z.int().positive() })

/** The one account of a data folder's Blob Storage. Its port stays, for tools that keep URLs with it. */
export type BlobAccount = Readonly<z.infer<typeof accountFile>>

const accountName = 'etiquette'
const keyBytes = 64

const makeAccount = async (): Promise<string> =>
  JSON.stringify({
    name: accountName,
    key: randomBytes(keyBytes).toString('base64'),
    port: await findLastingPort(),
  })

export const openBlobAccount = async (folder: DataFolder, port: number | undefined): Promise<BlobAccount> => {
  const account = await openDataFile(folder.file('blob-account.json'), {
    schema: accountFile,
    make: makeAccount,
    withoutIt: 'the storage gets a new key and port, and its files stay',
  })
  return { ...account, port: port ?? account.port }
}

/** How clients reach an account, of the local Blob Storage or of an emulator of the user's own. */
export interface StorageAccount {
  /** `http://127.0.0.1:<port>/<account>`, without a slash at the end. */
  readonly serviceUrl: string
  readonly name: string
  /** base64 */
  readonly key: string
}

export const storageAccountOf = ({ name, key, port }: BlobAccount): StorageAccount => ({
  serviceUrl: `http://${loopback}:${port}/${name}`,
  name,
  key,
})

export const connectionString = ({ serviceUrl, name, key }: StorageAccount): string =>
  `DefaultEndpointsProtocol=${new URL(serviceUrl).protocol.slice(0, -1)};AccountName=${name};AccountKey=${key};` +
  `BlobEndpoint=${serviceUrl};`
