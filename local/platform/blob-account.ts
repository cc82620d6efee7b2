import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { DataFolder } from './data-folder.ts'
import { LOOPBACK, findLastingPort } from './ports.ts'
import { readOrMake } from './private-file.ts'

const accountFile = z.object({ name: z.string(), key: z.base64(), port: z.int().positive() })

/** The one account of a data folder's blob storage. Its port stays, because datastores keep URLs that hold it. */
export type BlobAccount = z.infer<typeof accountFile>

const NAME = 'etiquette'
const KEY_BYTES = 64

export const openBlobAccount = async (folder: DataFolder, port: number | undefined): Promise<BlobAccount> => {
  const account = accountFile.parse(
    JSON.parse(await readOrMake(folder.file('blob-account.json'), makeAccount)),
  )
  return { ...account, port: port ?? account.port }
}

const makeAccount = async (): Promise<string> =>
  JSON.stringify({
    name: NAME,
    key: randomBytes(KEY_BYTES).toString('base64'),
    port: await findLastingPort(),
  })

export const blobServiceUrl = ({ name, port }: BlobAccount): string => `http://${LOOPBACK}:${port}/${name}`

export const connectionString = (account: BlobAccount): string =>
  `DefaultEndpointsProtocol=http;AccountName=${account.name};AccountKey=${account.key};` +
  `BlobEndpoint=${blobServiceUrl(account)};`
