import { z } from 'zod'

/** What the Functions host is given to find its own storage account; a connection string holds a key, which is not kept. */
const hostStorageSettings = z.object({
  AzureWebJobsStorage: z.string().optional(),
  AzureWebJobsStorage__accountName: z.string().optional(),
  AzureWebJobsStorage__blobServiceUri: z.string().optional(),
})

/** A value of a connection string, `Name=value;…`. */
const part = (connection: string, name: string): string | undefined =>
  connection
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.toLowerCase().startsWith(`${name.toLowerCase()}=`))
    ?.slice(name.length + 1)

/** Names and URLs of the storage account of the Functions host. */
export const readHostAccounts = (
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] => {
  const { success, data } = hostStorageSettings.safeParse(environment)
  if (!success) return []
  const connection = data.AzureWebJobsStorage ?? ''
  return [
    part(connection, 'BlobEndpoint') ?? part(connection, 'AccountName'),
    data.AzureWebJobsStorage__accountName,
    data.AzureWebJobsStorage__blobServiceUri,
  ].filter((account) => account !== undefined)
}
