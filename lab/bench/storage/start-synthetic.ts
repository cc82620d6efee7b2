import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { connectionString, storageAccountOf } from '../../../local/platform/blob-account.ts'
import { startBlobStorage } from '../../../local/platform/blob-storage.ts'
import { findLastingPort } from '../../../local/platform/ports.ts'
import { startChild } from '../child.ts'
import type { Storage } from '../../../tools/service.ts'

const program = new URL('../synthetic-storage.ts', import.meta.url)

export const syntheticContainer = 'synthetic'

/** An Azurite for the exports, and the stand-in before it. */
export const startSyntheticStorage = async (
  folder: string,
  items: number,
): Promise<{ readonly storage: Storage; readonly stop: () => Promise<void> }> => {
  const account = {
    name: 'etiquette',
    key: randomBytes(64).toString('base64'),
    port: await findLastingPort(),
  }
  const azurite = await startBlobStorage(join(folder, 'blobs'), account, (message) => console.error(message))
  const standIn = await startChild(program, [String(items), account.name, String(account.port)])
  const { port } = standIn
  const seen = { ...account, port }
  return {
    storage: {
      blobServiceUrl: `http://127.0.0.1:${port}/${account.name}`,
      blobAccountName: account.name,
      blobAccountKey: account.key,
      blobConnectionString: connectionString(storageAccountOf(seen)),
    },
    stop: async () => {
      await standIn.stop()
      await azurite.close()
    },
  }
}
