import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob'
import { z } from 'zod'
import { mintToken } from '../../local/platform/issuer.ts'
import { createClient, type Client } from '../client.ts'
import type { LocalStorage } from '../local-storage.ts'
import { contentTypeOf } from '../upload/content-type.ts'
import type { Service } from '../service.ts'
import { labelProject, work } from './label-project.ts'
import { deletedPath, pictures, replacedPath, type Picture } from './pictures.ts'
import { readerProjects, type ClassEntry, type ReaderProject } from './projects.ts'

/** The labeled projects of a running service. */
export interface ReaderWorld {
  readonly admin: Client
  /** The account of the containers. */
  readonly storage: LocalStorage
  readonly containerOf: (project: ReaderProject) => ContainerClient
}

/** Writes the pictures that a list describes into a folder. */
export type MakePictures = (list: string, folder: string) => Promise<void>

const classNode: z.ZodType<ClassEntry> = z.object({
  id: z.string(),
  name: z.string(),
  get classes() {
    return z.array(classNode).optional()
  },
})
const shownProject = z.object({ labelClasses: z.array(classNode) })

const makeFiles = async (folder: string, make: MakePictures): Promise<ReadonlyMap<string, Buffer>> => {
  await mkdir(folder, { recursive: true })
  const list = join(folder, 'list.json')
  const entries = pictures.map(({ content, width, height, look }, index) => ({
    file: `${index}.bin`,
    ...content,
    width,
    height,
    look,
    seed: index,
  }))
  await writeFile(list, JSON.stringify(entries))
  await make(list, folder)
  const read = async ({ path }: Picture, index: number) =>
    [path, await readFile(join(folder, `${index}.bin`))] as const
  return new Map(await Promise.all(pictures.map(read)))
}

const contentOf = (files: ReadonlyMap<string, Buffer>, path: string): Buffer => {
  const content = files.get(path)
  if (!content) throw new Error(`No picture is called '${path}'`)
  return content
}

const put = async (container: ContainerClient, name: string, content: Buffer): Promise<void> => {
  const blobHTTPHeaders = { blobContentType: contentTypeOf(name) }
  await container.getBlockBlobClient(name).uploadData(content, { blobHTTPHeaders })
}

/** After the labeling: a file is deleted, another is replaced, and classes change. */
const changeProject = async (
  admin: Client,
  container: ContainerClient,
  { name, prefix = '', change }: ReaderProject,
  replacement: Buffer,
): Promise<void> => {
  await container.getBlockBlobClient(prefix + deletedPath).delete()
  await put(container, prefix + replacedPath, replacement)
  await work(admin, 'POST', `/projects/${name}/refresh`)
  if (!change) return
  const { body, headers } = await admin.call('GET', `/projects/${name}`, shownProject)
  await admin.call('PATCH', `/projects/${name}`, z.unknown(), {
    body: { labelClasses: change(body.labelClasses) },
    headers: { 'if-match': headers.get('etag') ?? '' },
  })
}

/** Creates and labels each project of `readerProjects` on a service that has none. */
export const createReaderWorld = async (
  { api, dataDir, endpoints }: Service,
  folder: string,
  make: MakePictures,
): Promise<ReaderWorld> => {
  const files = await makeFiles(folder, make)
  const replacement = contentOf(files, deletedPath)
  const blobs = BlobServiceClient.fromConnectionString(endpoints.blobConnectionString)
  const admin = createClient(api, await mintToken(dataDir, 'ada', ['Labeling.Admin']))
  const labeler = {
    id: 'ana',
    client: createClient(api, await mintToken(dataDir, 'ana', ['Labeling.Labeler'])),
  }
  const containerOf = ({ container }: ReaderProject) => blobs.getContainerClient(container)
  for (const project of readerProjects) {
    const { prefix = '' } = project
    const container = containerOf(project)
    await container.createIfNotExists()
    const own = pictures.filter(({ project: only = project.name }) => only === project.name)
    for (const { path } of own) await put(container, prefix + path, contentOf(files, path))
    await labelProject(admin, labeler, container.url, project, own)
    await changeProject(admin, container, project, replacement)
  }
  const { blobServiceUrl: serviceUrl, blobAccountName, blobAccountKey: key } = endpoints
  return { admin, storage: { serviceUrl, name: blobAccountName, key }, containerOf }
}
