import { BlobServiceClient } from '@azure/storage-blob'
import { z } from 'zod'
import { mintToken } from '../../local/platform/issuer.ts'
import { createClient, waitForOperation, type Client } from '../../tools/client.ts'
import { removeData, startService, type Service } from '../../tools/service.ts'
import { makePicture } from './make-picture.ts'

/** What the measurements look at. */
export interface World {
  readonly url: string
  readonly end: () => Promise<void>
}

export const labeler = 'ann'
/** As the sign-in page shows them. */
export const labelerName = 'Ann'
export const reviewer = 'reviewer'

/** The projects, by what is measured on them. */
export const projects = { label: 'label', many: 'many', review: 'review', large: 'large' } as const

const anything = z.object({})
const pageOf = z.object({ id: z.string().optional(), items: z.array(z.object({ id: z.string() })) })

interface Wanted {
  readonly name: string
  readonly pictures: number
  readonly width: number
  readonly height: number
  readonly classes: readonly object[]
}

const tenClasses = Array.from({ length: 10 }, (_, index) => ({ name: `Class ${index}` }))
/** As many as a project can have, its ten groups included. */
const thousandClasses = Array.from({ length: 10 }, (_, group) => ({
  name: `Group ${group}`,
  classes: Array.from({ length: 99 }, (__, index) => ({ name: `Kind ${group * 99 + index} of things` })),
}))

const wanted: readonly Wanted[] = [
  { name: projects.label, pictures: 900, width: 640, height: 480, classes: tenClasses },
  { name: projects.many, pictures: 30, width: 640, height: 480, classes: thousandClasses },
  { name: projects.review, pictures: 220, width: 640, height: 480, classes: tenClasses },
  { name: projects.large, pictures: 50, width: 2_600, height: 1_950, classes: tenClasses },
]

/** Different pictures; more items than these share them, each under a name of its own. */
const mostPictures = 60

const addProject = async (
  admin: Client,
  { connection, blobs }: { connection: string; blobs: string },
  { name, pictures, width, height, classes }: Wanted,
): Promise<void> => {
  const container = BlobServiceClient.fromConnectionString(connection).getContainerClient(name)
  await container.createIfNotExists()
  const made = await Promise.all(
    Array.from({ length: Math.min(pictures, mostPictures) }, (_, seed) => makePicture(seed, width, height)),
  )
  for (let first = 0; first < pictures; first += 16)
    await Promise.all(
      Array.from({ length: Math.min(16, pictures - first) }, async (_, index) => {
        const bytes = made[(first + index) % made.length]
        if (bytes)
          await container
            .getBlockBlobClient(`${first + index}.jpg`)
            .upload(bytes, bytes.length, { blobHTTPHeaders: { blobContentType: 'image/jpeg' } })
      }),
    )
  const put = (path: string, body: unknown) => admin.call('PUT', path, anything, { body })
  await put(`/datastores/${name}`, {
    type: 'AzureBlob',
    containerUrl: `${blobs}/${name}`,
    credential: { type: 'ManagedIdentity' },
  })
  await put(`/datasets/${name}`, { mediaType: 'Image', datastore: name, path: '**' })
  const { headers } = await put(`/projects/${name}`, {
    mediaType: 'Image',
    taskType: 'MultiClass',
    dataset: name,
    labelClasses: classes,
  })
  await waitForOperation(admin, headers.get('operation-location') ?? '')
  await put(`/projects/${name}/members/${labeler}`, { role: 'Labeler' })
  await put(`/projects/${name}/members/${reviewer}`, { role: 'Reviewer' })
}

const labelAll = async (client: Client, project: string): Promise<void> => {
  for (;;) {
    const { id, items } = await client.post(`/projects/${project}/pages`, pageOf, { size: 50 })
    if (id === undefined) return
    const answers = items.map((item) => ({ item: item.id, labels: ['Class 1'] }))
    await client.post(`/projects/${project}/pages/${id}/submit`, anything, { answers })
  }
}

const fill = async (service: Service, say: (line: string) => void): Promise<void> => {
  const client = async (user: string, role: 'Labeling.Admin' | 'Labeling.Labeler') =>
    createClient(service.api, await mintToken(service.dataDir, user, [role]))
  const { blobConnectionString: connection, blobServiceUrl: blobs } = service.endpoints
  const admin = await client('lead', 'Labeling.Admin')
  for (const one of wanted) {
    await addProject(admin, { connection, blobs }, one)
    say(`${one.name}: ${one.pictures} pictures of ${one.width} × ${one.height}`)
  }
  await labelAll(await client(labeler, 'Labeling.Labeler'), projects.review)
}

export const openWorld = async (say: (line: string) => void): Promise<World> => {
  const service = await startService({
    env: { RATE_LIMIT_PER_SECOND: '1000', RATE_LIMIT_BURST: '100000' },
  })
  const end = async (): Promise<void> => {
    await service.stop()
    await removeData(service.dataDir)
  }
  await fill(service, say).catch(async (error: unknown) => {
    await end()
    throw error
  })
  return { url: service.url, end }
}
