import { z } from 'zod'
import { createClient, waitForOperation, type Client } from '../../tools/client.ts'
import { members, type Tokens } from './callers.ts'

const anything = z.unknown()
const page = z.object({ id: z.string(), items: z.array(z.object({ id: z.string() })) })
const results = z.object({ results: z.array(z.object({ status: z.string() })) })
const exported = z.object({
  id: z.string(),
  exportedRowCount: z.number(),
  files: z.array(z.object({ contentUrl: z.string(), size: z.number() })),
})

const located = (headers: Headers): string => headers.get('operation-location') ?? 'no Operation-Location'

export interface ProjectOptions {
  readonly name: string
  readonly containerUrl: string
  readonly credential: object
  readonly taskType: 'MultiClass' | 'MultiLabel'
}

/** A datastore, a dataset and a project of one name, with its members; done when it can be labeled. */
export const addProject = async (
  admin: Client,
  { name, containerUrl, credential, taskType }: ProjectOptions,
): Promise<void> => {
  const put = (path: string, body: object) => admin.call('PUT', path, anything, { body })
  await put(`/datastores/${name}`, { type: 'AzureBlob', containerUrl, credential })
  await put(`/datasets/${name}`, { mediaType: 'Image', datastore: name, path: '**' })
  const labelClasses = [{ name: 'Cat' }, { name: 'Dog', classes: [{ name: 'Poodle' }] }]
  const created = await put(`/projects/${name}`, {
    mediaType: 'Image',
    taskType,
    dataset: name,
    labelClasses,
  })
  await waitForOperation(admin, located(created.headers))
  for (const [user, role] of Object.entries(members)) await put(`/projects/${name}/members/${user}`, { role })
}

/** What the service is there for, once, from connecting to the file. @throws Error where it does not work */
export const walkThrough = async (api: string, tokens: Tokens, containerUrl: string): Promise<void> => {
  const admin = createClient(api, tokens.admin ?? '')
  const labeler = createClient(api, tokens.labeler ?? '')
  const name = 'after-all'
  const credential = { type: 'ManagedIdentity' }
  await addProject(admin, { name, containerUrl, credential, taskType: 'MultiClass' })
  const { id, items } = await labeler.post(`/projects/${name}/pages`, page, { size: 3 })
  const answers = items.map((item) => ({ item: item.id, labels: ['Dog/Poodle'] }))
  const outcome = await labeler.post(`/projects/${name}/pages/${id}/submit`, results, { answers })
  if (outcome.results.filter(({ status }) => status === 'Accepted').length !== 3)
    throw new Error(`Three answers were not taken: ${JSON.stringify(outcome)}`)
  const started = await admin.call('POST', `/projects/${name}/exports`, z.object({ id: z.string() }), {
    body: { format: 'Csv' },
  })
  await waitForOperation(admin, located(started.headers))
  const { exportedRowCount, files } = await admin.get(
    `/projects/${name}/exports/${started.body.id}`,
    exported,
  )
  const [file] = files
  if (exportedRowCount !== 3 || !file)
    throw new Error(`The export has ${exportedRowCount} rows in ${files.length} files`)
  const content = await admin.download(file.contentUrl)
  if (content.length !== file.size) throw new Error(`The file has ${content.length} bytes, not ${file.size}`)
}
