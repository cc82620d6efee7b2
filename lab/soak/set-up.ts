import { BlobServiceClient } from '@azure/storage-blob'
import { z } from 'zod'
import { forEachAtOnce } from '../bench/timings.ts'
import type { Storage } from '../../tools/service.ts'
import type { Person } from './client/person.ts'
import type { Reply } from './client/send.ts'
import { putFile } from './actors/files.ts'
import { labelClasses } from './actors/lead.ts'
import { makeImage } from './images.ts'
import type { Random } from './random.ts'
import type { Scale } from './scale.ts'
import type { SoakProject, World } from './world.ts'

const kinds = [
  { name: 'clothes', taskType: 'MultiClass', format: 'Coco', include: 'Labeled' },
  { name: 'styles', taskType: 'MultiLabel', format: 'Dataset', include: 'Labeled' },
  { name: 'shoes', taskType: 'MultiClass', format: 'Csv', include: 'Approved' },
] as const

export const exportContainer = 'etiquette-exports'
/** Segments follow from how many items a project says that it expects; three of them have everything that many have. */
const expectedItems = 60_000
const uploadsAtOnce = 16

const labelerNames = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `labeler-${index}`)

/** The projects as they will be: containers full of pictures. Each labeler is a member of two of the three. */
export const fillStorage = async (storage: Storage, scale: Scale, random: Random): Promise<SoakProject[]> => {
  const blobs = BlobServiceClient.fromConnectionString(storage.blobConnectionString)
  await blobs.getContainerClient(exportContainer).createIfNotExists()
  const projects = kinds.map(({ name, taskType, format, include }, index): SoakProject => ({
    name,
    taskType,
    images: blobs.getContainerClient(name),
    files: new Set(Array.from({ length: scale.images }, (_, image) => `early/${image}.png`)),
    labelers: labelerNames(scale.labelers).filter((__, labeler) => labeler % kinds.length !== index),
    chain: { choice: { format, include }, last: undefined },
  }))
  for (const { images, files } of projects) {
    await images.createIfNotExists()
    await forEachAtOnce(files, uploadsAtOnce, (path) => putFile(images, path, makeImage(random)))
  }
  return projects
}

const requireOk = (reply: Reply | undefined, what: string): Reply => {
  if (!reply || reply.code !== undefined)
    throw new Error(`${what} was answered ${reply?.code ?? 'never'}: ${JSON.stringify(reply?.body)}`)
  return reply
}

const status = z.object({ status: z.string() })

/** Datastore, dataset, project and members; waits until the project can be labeled. */
export const createProject = async (
  world: World,
  lead: Person,
  { name, taskType, images, labelers }: SoakProject,
): Promise<void> => {
  const put = async (path: string, body: unknown, operation = 'put'): Promise<void> => {
    const reply = await lead.send(operation, 'PUT', path, { body })
    // An attempt without a response has done it.
    if (reply?.code === 'PreconditionRequired' && reply.lost > 0) return
    requireOk(reply, path)
  }
  await put(`/datastores/${name}`, {
    type: 'AzureBlob',
    containerUrl: images.url,
    credential: { type: 'ManagedIdentity' },
  })
  await put(`/datasets/${name}`, { mediaType: 'Image', datastore: name, path: '**' })
  const settings = { labelClasses, expectedItems, incrementalRefresh: 'Enabled', pageLease: 'PT1M' }
  await put(`/projects/${name}`, { mediaType: 'Image', taskType, dataset: name, ...settings }, 'putProject')
  for (const user of labelers) await put(`/projects/${name}/members/${user}`, { role: 'Labeler' })
  const isRunning = async (): Promise<boolean> => {
    const reply = requireOk(await lead.send('getProject', 'GET', `/projects/${name}`), name)
    return status.parse(reply.body).status === 'Running'
  }
  while (!(await isRunning())) await world.rest(100)
}
