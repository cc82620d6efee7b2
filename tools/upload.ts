import { readdir, readFile } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { BlobServiceClient } from '@azure/storage-blob'
import { z } from 'zod'

const usage = `npm run --silent upload -- <folder> [container]

Copies a folder with all that is in it to the Blob storage of the service that runs on this machine
(DATA_DIR, default .data). The container is "images" if none is named, and is made if it is not there.`

const endpoints = z.object({ blobServiceUrl: z.string(), blobConnectionString: z.string() })
const atOnce = 16

const readEndpoints = async (dataDir: string): Promise<z.output<typeof endpoints>> => {
  try {
    const found: unknown = JSON.parse(await readFile(join(dataDir, 'endpoints.json'), 'utf8'))
    return endpoints.parse(found)
  } catch (cause) {
    throw new Error(`No service runs on the data folder '${dataDir}': start it with npm start`, { cause })
  }
}

const filesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

const upload = async (folder: string, containerName: string): Promise<void> => {
  const { blobConnectionString, blobServiceUrl } = await readEndpoints(process.env['DATA_DIR'] ?? '.data')
  const container =
    BlobServiceClient.fromConnectionString(blobConnectionString).getContainerClient(containerName)
  await container.createIfNotExists()
  const files = await filesIn(folder)
  for (let first = 0; first < files.length; first += atOnce)
    await Promise.all(
      files
        .slice(first, first + atOnce)
        .map((file) =>
          container.getBlockBlobClient(relative(folder, file).split(sep).join('/')).uploadFile(file),
        ),
    )
  console.log(`${files.length} files are in ${blobServiceUrl}/${containerName}`)
}

const [folder, container = 'images'] = process.argv.slice(2)
if (folder === undefined || folder.startsWith('-')) {
  console.error(usage)
  process.exitCode = 2
} else {
  try {
    await upload(resolve(folder), container)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
