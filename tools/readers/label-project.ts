import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { listAll, waitForOperation, type Client } from '../client.ts'
import type { Picture } from './pictures.ts'
import type { ReaderProject } from './projects.ts'

const anything = z.unknown()

const page = z.object({
  id: z.string().optional(),
  waiting: z.string().optional(),
  items: z.array(z.object({ id: z.string(), path: z.string() })),
})

const results = z.object({ results: z.array(z.object({ status: z.string() })) })

const listed = z.object({ id: z.string(), path: z.string() })

/** More pages than any project here has. */
const mostPages = 100

const checkAccepted = (what: string, { results: all }: z.output<typeof results>): void => {
  const refused = all.filter(({ status }) => status !== 'Accepted').length
  if (refused > 0) throw new Error(`${what}: the service refused ${refused} of ${all.length}`)
}

const isSkip = ({ fate }: Picture): boolean => fate === 'skipped' || fate === 'skip accepted'

const answerPages = async (
  labeler: Client,
  { name, labelsOf }: ReaderProject,
  pictureOf: (path: string) => Picture,
): Promise<void> => {
  for (let count = 0; count < mostPages; count += 1) {
    const { id, items } = await labeler.post(`/projects/${name}/pages`, page, { size: 50 })
    if (id === undefined) return
    const answers = items.map(({ id: item, path }) => {
      const picture = pictureOf(path)
      return isSkip(picture) ? { item, skip: true } : { item, labels: labelsOf(picture) }
    })
    checkAccepted('Answers', await labeler.post(`/projects/${name}/pages/${id}/submit`, results, { answers }))
  }
  throw new Error(`The project ${name} still dispatches pages after ${mostPages}`)
}

/** Starts long work and follows it to its end. */
export const work = async (client: Client, method: string, path: string, body?: unknown): Promise<void> => {
  const headers = method === 'POST' ? { 'idempotency-key': randomUUID() } : {}
  const started = await client.call(method, path, anything, { body, headers })
  await waitForOperation(client, started.headers.get('operation-location') ?? '')
}

const create = async (admin: Client, containerUrl: string, project: ReaderProject): Promise<void> => {
  const { name, taskType, settings, prefix, classes } = project
  await admin.call('PUT', `/datastores/${name}`, anything, {
    body: { type: 'AzureBlob', containerUrl, prefix, credential: { type: 'ManagedIdentity' } },
  })
  await admin.call('PUT', `/datasets/${name}`, anything, {
    body: { mediaType: 'Image', datastore: name, path: '**' },
  })
  await work(admin, 'PUT', `/projects/${name}`, {
    mediaType: 'Image',
    taskType,
    dataset: name,
    labelClasses: classes,
    labelersSeePaths: true,
    ...settings,
  })
}

/** Creates a project, answers each item as its picture says, and reviews the answers. */
export const labelProject = async (
  admin: Client,
  labeler: { readonly client: Client; readonly id: string },
  containerUrl: string,
  project: ReaderProject,
  pictures: readonly Picture[],
): Promise<void> => {
  const { name } = project
  const byPath = new Map(pictures.map((picture) => [picture.path, picture] as const))
  const pictureOf = (path: string): Picture => {
    const found = byPath.get(path)
    if (!found) throw new Error(`The service has an item '${path}' that nothing uploaded`)
    return found
  }
  await create(admin, containerUrl, project)
  await admin.call('PUT', `/projects/${name}/members/${labeler.id}`, anything, { body: { role: 'Labeler' } })
  await answerPages(labeler.client, project, pictureOf)
  const items = await listAll(admin, `/projects/${name}/items?maxpagesize=200`, listed)
  if (items.length !== pictures.length)
    throw new Error(`${name} has ${items.length} items of ${pictures.length} pictures`)
  const ofFate = (fate: Picture['fate']) => items.filter(({ path }) => pictureOf(path).fate === fate)
  const review = async (operation: string, fate: Picture['fate']): Promise<void> => {
    const body = { items: ofFate(fate).map(({ id }) => id) }
    checkAccepted(operation, await admin.post(`/projects/${name}/${operation}`, results, body))
  }
  await review('approve-items', 'approved')
  await review('reject-items', 'unlabeled')
  await review('accept-skips', 'skip accepted')
  for (const { path } of ofFate('removed'))
    await work(admin, 'POST', `/projects/${name}/remove-items`, {
      filter: { pathPrefix: path },
      expectedCount: 1,
    })
}
