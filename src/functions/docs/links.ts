import type { oas31 } from 'zod-openapi'
import type { permissions } from '../http/permissions.ts'
import type { ResponseSpec } from '../http/reply.ts'

type Operation = keyof typeof permissions

interface Follower {
  readonly operation: Operation
  readonly description: string
  /** The parameters of the operation: expressions on the request and the response. */
  readonly parameters: Readonly<Record<string, string>>
}

const datastore = { datastore: '$request.path.datastore' }
const dataset = { dataset: '$request.path.dataset' }
const project = { project: '$request.path.project' }
const exportOf = { ...project, exportId: '$response.body#/id' }
const page = { ...project, page: '$request.path.page' }
const member = { ...project, user: '$request.path.user' }
const item = { ...project, item: '$request.path.item' }

const progressOf = (operation: string): Follower => ({
  operation: 'getOperation',
  description: 'The progress of the work',
  parameters: { operation },
})
const afterWork = [
  progressOf('$response.body#/id'),
  { operation: 'getProject', description: 'The project afterwards', parameters: project },
] as const
const afterReview: readonly Follower[] = [
  { operation: 'listItems', description: 'The items and their states', parameters: project },
  { operation: 'getProgress', description: 'How far the project is', parameters: project },
]

/** The operations that follow the success of a PUT, POST, PATCH or DELETE. */
export const followers: Partial<Record<Operation, readonly Follower[]>> = {
  putDatastore: [
    { operation: 'browseDatastore', description: 'The folders and files in it', parameters: datastore },
    { operation: 'getDatastore', description: 'The datastore', parameters: datastore },
  ],
  createUploadUrls: [
    { operation: 'browseDatastore', description: 'The files that have arrived', parameters: datastore },
  ],
  putDataset: [
    { operation: 'previewDataset', description: 'The first files that are selected', parameters: dataset },
    { operation: 'getDataset', description: 'The dataset', parameters: dataset },
  ],
  putProject: [
    progressOf('$response.body#/operation/id'),
    { operation: 'getProject', description: 'The project and its status', parameters: project },
    { operation: 'takePage', description: 'Items to label, once the project runs', parameters: project },
    { operation: 'updateProject', description: 'Other settings', parameters: project },
  ],
  updateProject: [{ operation: 'getProject', description: 'The project', parameters: project }],
  deleteProject: [progressOf('$response.body#/id')],
  pauseProject: [{ operation: 'resumeProject', description: 'Continues the project', parameters: project }],
  resumeProject: [{ operation: 'takePage', description: 'Items to label', parameters: project }],
  putMember: [
    { operation: 'getMember', description: 'The member', parameters: member },
    { operation: 'deleteMember', description: 'Ends the membership', parameters: member },
  ],
  takePage: [
    {
      operation: 'submitPage',
      description: 'The answers to all items of the page',
      parameters: { ...project, page: '$response.body#/id' },
    },
    {
      operation: 'renewPage',
      description: 'A longer lease',
      parameters: { ...project, page: '$response.body#/id' },
    },
    {
      operation: 'releasePage',
      description: 'Ends the lease',
      parameters: { ...project, page: '$response.body#/id' },
    },
  ],
  renewPage: [{ operation: 'submitPage', description: 'The answers to all items', parameters: page }],
  submitPage: [
    { operation: 'takePage', description: 'The next page', parameters: project },
    { operation: 'reopenPage', description: 'Takes the answers back', parameters: page },
    { operation: 'getProgress', description: 'How far the project is', parameters: project },
  ],
  reopenPage: [
    { operation: 'submitPage', description: 'Other answers', parameters: page },
    { operation: 'releasePage', description: 'Gives the items back', parameters: page },
  ],
  approveItems: afterReview,
  unapproveItems: afterReview,
  rejectItems: afterReview,
  acceptSkips: afterReview,
  reviewItems: afterWork,
  labelItem: [{ operation: 'getItem', description: 'The item with its history', parameters: item }],
  refreshProject: afterWork,
  recountProject: afterWork,
  removeItems: afterWork,
  restoreItems: afterWork,
  startExport: [
    progressOf('$response.body#/operation/id'),
    { operation: 'getExport', description: 'The export and its files', parameters: exportOf },
    { operation: 'cancelExport', description: 'Stops the export', parameters: exportOf },
  ],
  cancelExport: [{ operation: 'deleteExport', description: 'Deletes the export', parameters: exportOf }],
  deleteExport: [progressOf('$response.body#/id')],
}

const isOperation = (name: string): name is Operation => name in followers

/** True if the response has what the expressions look up in it: `operation` stands in the body of what starts work. */
const applies = ({ parameters }: Follower, { body, headers = [] }: ResponseSpec): boolean =>
  Object.values(parameters).every(
    (expression) =>
      !expression.startsWith('$response.body') ||
      (body !== undefined &&
        (!expression.startsWith('$response.body#/operation/') || headers.includes('Operation-Location'))),
  )

/** The `links` of a success of an operation, by the operation that follows; undefined if there are none. */
export const linksOf = (
  operation: string,
  response: ResponseSpec,
): Readonly<Record<string, oas31.LinkObject>> | undefined => {
  const all = isOperation(operation) ? (followers[operation] ?? []) : []
  const found = all.filter((follower) => applies(follower, response))
  return found.length === 0
    ? undefined
    : Object.fromEntries(
        found.map(({ operation: operationId, description, parameters }) => [
          operationId,
          { operationId, description, parameters: { ...parameters } },
        ]),
      )
}
