import { createHash, randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import type { ContainerClient } from '@azure/storage-blob'
import { z } from 'zod'
import { waitForOperation, type Client } from '../client.ts'

const exportRun = z.object({
  id: z.string(),
  files: z.array(
    z.object({ name: z.string(), path: z.string(), sha256: z.string(), contentUrl: z.string() }),
  ),
})

export const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** @throws Error if the name leads out of the folder */
const writeBelow = async (folder: string, name: string, content: Uint8Array): Promise<void> => {
  const path = join(folder, name)
  if (!resolve(path).startsWith(resolve(folder) + sep))
    throw new Error(`'${name}' leads out of its folder: give the blob another name`)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}

/** Copies a folder of a container, as azcopy does: each blob becomes the file of its name. */
export const downloadPictures = async (
  container: ContainerClient,
  prefix: string,
  folder: string,
): Promise<void> => {
  for await (const { name } of container.listBlobsFlat({ prefix })) {
    const content = await container.getBlobClient(name).downloadToBuffer()
    await writeBelow(folder, name.slice(prefix.length), content)
  }
}

/** Runs an export and writes its files to a folder, at the paths that they have in the storage. */
export const downloadExport = async (
  client: Client,
  project: string,
  body: Readonly<Record<string, unknown>>,
  folder: string,
): Promise<void> => {
  const started = await client.call('POST', `/projects/${project}/exports`, exportRun, {
    body,
    headers: { 'idempotency-key': randomUUID() },
  })
  await waitForOperation(client, started.headers.get('operation-location') ?? '')
  const { files } = await client.get(`/projects/${project}/exports/${started.body.id}`, exportRun)
  for (const file of files) {
    const content = await client.download(file.contentUrl)
    if (sha256(content) !== file.sha256)
      throw new Error(`${file.name} has another SHA-256 than the service says`)
    await writeBelow(folder, file.path, content)
  }
}
