// The whole labeling job by the client that openapi-generator makes for TypeScript with fetch.
import { createHash } from 'node:crypto'
import {
  Configuration,
  DatasetsApi,
  DatastoresApi,
  ErrorResponseFromJSON,
  ExportsApi,
  LabelingApi,
  OperationsApi,
  ProjectsApi,
  ResponseError,
  ReviewApi,
  type ExportFormat,
} from './etiquette/index.js'
import { answerFirstPage } from './first-page.js'

const setting = (name: string): string => {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set`)
  return value
}

const api = setting('API')
const token = setting('TOKEN')
const project = setting('NAME')
const configuration = new Configuration({ basePath: api, accessToken: token })
const datastores = new DatastoresApi(configuration)
const datasets = new DatasetsApi(configuration)
const projects = new ProjectsApi(configuration)
const labeling = new LabelingApi(configuration)
const review = new ReviewApi(configuration)
const exports = new ExportsApi(configuration)
const operations = new OperationsApi(configuration)

const step = (title: string, value: string): void => console.log(`${title}: ${value}`)

const sha256 = async (file: Blob): Promise<string> =>
  createHash('sha256')
    .update(Buffer.from(await file.arrayBuffer()))
    .digest('hex')

const idOf = (operation: { readonly id: string } | null | undefined): string => {
  if (!operation) throw new Error('The response names no operation')
  return operation.id
}

const follow = async (operation: string): Promise<string> => {
  for (let polls = 0; polls < 600; polls += 1) {
    const { status } = await operations.getOperation({ operation })
    if (status !== 'NotStarted' && status !== 'Running') return status
    await new Promise((next) => setTimeout(next, 200))
  }
  return 'still running'
}

const refusalOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call
    return 'no error'
  } catch (error) {
    if (!(error instanceof ResponseError)) throw error
    const { error: body } = ErrorResponseFromJSON(await error.response.json())
    return `${error.response.status} ${body.code}`
  }
}

const statuses = ({ results }: { readonly results: readonly { readonly status: string }[] }): string =>
  results.map(({ status }) => status).join(' ')

const setUp = async (): Promise<void> => {
  const datastore = await datastores.putDatastore({
    datastore: project,
    datastoreRequest: {
      type: 'AzureBlob',
      containerUrl: setting('CONTAINER_URL'),
      credential: { type: 'ManagedIdentity' },
    },
  })
  step('datastore', `${datastore.type} ${datastore.credential.type}`)
  const root = await datastores.browseDatastore({ datastore: project })
  const folders = root.value.filter(({ kind }) => kind === 'Folder')
  const bags = await datastores.browseDatastore({ datastore: project, prefix: 'Bag/' })
  const bytes = bags.value.reduce((sum, { size = 0 }) => sum + size, 0)
  step('browse', `${folders.length} folders, ${bags.value.length} files of ${bytes} bytes`)
  const dataset = await datasets.putDataset({
    dataset: project,
    datasetRequest: { mediaType: 'Image', datastore: project, path: '**' },
  })
  step('dataset', dataset.mediaType)
  const labelClasses = ['Bag', 'Ankle boot', 'Coat', 'Größe ≠'].map((name) => ({ name }))
  const created = await projects.putProject({
    project,
    projectRequest: { mediaType: 'Image', taskType: 'MultiClass', dataset: project, labelClasses },
  })
  step('project', created.labelClasses.map(({ name }) => name).join(', '))
  const end = await follow(idOf(created.operation))
  step('import', `${end}, ${(await projects.getProject({ project })).status}`)
}

const label = async (): Promise<readonly string[]> => {
  step('first page', (await answerFirstPage(api, token, project)).join(' '))
  const take = { project, takePageRequest: { size: 5 } }
  const page = await labeling.takePage(take)
  const { id, items, labelClasses, waiting = 'none' } = page
  if (id === undefined) throw new Error('There is no page')
  step('page', `${items.length} items, ${labelClasses.length} classes, waiting ${waiting}`)
  step('page again', (await labeling.takePage(take)).id === id ? 'same' : 'another')
  const [first] = items
  if (first === undefined) throw new Error('The page is empty')
  const image = await labeling.getItemContent({ project, item: first.id })
  step('image', `${first.path} ${await sha256(image)}`)
  const answers = items.map((item, index) =>
    index < 4
      ? { item: item.id, labels: ['Ankle boot'] }
      : { item: item.id, skip: true, reason: 'cannot tell' },
  )
  const submit = { project, page: id, submitRequest: { answers }, idempotencyKey: `${project}-1` }
  step('submit', statuses(await labeling.submitPage(submit)))
  step('submit again', statuses(await labeling.submitPage(submit)))
  const { labeled, skipped, unlabeled } = await projects.getProgress({ project })
  step('progress', `${labeled} labeled, ${skipped} skipped, ${unlabeled} unlabeled`)
  return items.map((item) => item.id)
}

const listItems = async (): Promise<void> => {
  let found = 0
  let lists = 0
  let next: string | undefined = ''
  while (next !== undefined && lists < 20) {
    const continuation = next === '' ? {} : { continuation: next }
    const part = await review.listItems({ project, maxpagesize: 5, ...continuation })
    found += part.value.length
    lists += 1
    next =
      part.nextLink === undefined
        ? undefined
        : (new URL(part.nextLink).searchParams.get('continuation') ?? undefined)
  }
  step('list', `${found} items in ${lists} lists`)
}

const check = async ([first = '', second = '', third = '', fourth = '', fifth = '']: readonly string[]) => {
  step('approve', statuses(await review.approveItems({ project, itemsRequest: { items: [first, second] } })))
  const rejectRequest = { items: [third], comment: 'look again' }
  step('reject', statuses(await review.rejectItems({ project, rejectRequest })))
  step('accept skip', statuses(await review.acceptSkips({ project, itemsRequest: { items: [fifth] } })))
  const { etag } = await review.getItem({ project, item: fourth })
  const relabel = (name: string) =>
    review.labelItem({ project, item: fourth, ifMatch: etag, labelRequest: { labels: [name] } })
  const relabeled = await relabel('Coat')
  step('relabel', `${relabeled.labels.join(' ')}, ${relabeled.state}`)
  step('stale', await refusalOf(relabel('Bag')))
  step('missing', await refusalOf(review.getItem({ project, item: '0'.repeat(32) })))
}

const change = async (): Promise<void> => {
  const { etag } = await projects.getProject({ project })
  const described = await projects.updateProject({
    project,
    ifMatch: etag,
    projectPatch: { description: 'Shoes and bags' },
  })
  step('patch', described.description ?? 'none')
  const cleared = await projects.updateProject({
    project,
    ifMatch: described.etag,
    projectPatch: { description: null },
  })
  step(
    'patch with null',
    `${cleared.description ?? 'none'}, ${cleared.labelClasses.length} classes, ${cleared.incrementalRefresh}`,
  )
}

const exportAs = async (format: ExportFormat): Promise<void> => {
  const started = await exports.startExport({ project, startExport: { format } })
  const status = await follow(idOf(started.operation))
  const run = await exports.getExport({ project, exportId: started.id })
  for (const file of run.files) {
    const content = await exports.getExportFile({ project, exportId: run.id, name: file.name })
    step('file', `${format} ${file.name} ${file.size} ${file.sha256} ${await sha256(content)}`)
  }
  step('export', `${format} ${status}, ${run.exportedRowCount} rows in ${run.files.length} files`)
}

const remove = async (): Promise<void> => {
  const { etag } = await projects.getProject({ project })
  const deleting = await projects.deleteProject({ project, ifMatch: etag })
  step('delete', await follow(idOf(deleting)))
  step('gone', await refusalOf(projects.getProject({ project })))
}

await setUp()
const labeled = await label()
await listItems()
await check(labeled)
await change()
for (const format of ['Coco', 'Csv', 'Dataset'] as const) await exportAs(format)
await remove()
