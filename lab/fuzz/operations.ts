import type { DocumentedOperation, OpenApi } from '../../tools/openapi.ts'

export interface Operation extends DocumentedOperation {
  readonly method: string
  /** `/projects/{project}` */
  readonly path: string
}

export const operationsOf = ({ paths }: OpenApi): readonly Operation[] =>
  Object.entries(paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  )

/** The schema of its JSON body, if it takes one. */
export const bodySchemaOf = ({ requestBody }: DocumentedOperation): unknown =>
  Object.values(requestBody?.content ?? {}).at(0)?.schema

/** How often an operation is chosen: what takes everything away is rarer than what fills. */
export const weightOf = ({ operationId, method }: Operation): number => {
  if (operationId === 'takePage' || operationId === 'submitPage') return 4
  if (method === 'DELETE') return 1
  return method === 'GET' ? 2 : 3
}

/**
 * What leads deep: each is one after the other, on the same project and on what the step before made. The first of
 * these are also how the workspace comes about.
 */
export const journeys: readonly (readonly string[])[] = [
  ['putDatastore', 'putDataset', 'putProject', 'putMember', 'takePage', 'submitPage'],
  ['takePage', 'submitPage', 'listItems', 'approveItems', 'getItem'],
  ['listItems', 'approveItems', 'listItems', 'unapproveItems', 'listItems', 'rejectItems'],
  ['takePage', 'submitPage', 'listItems', 'reviewItems', 'getOperation', 'listItems'],
  ['takePage', 'submitPage', 'submitPage', 'rejectItems', 'takePage', 'submitPage', 'acceptSkips'],
  ['takePage', 'getPage', 'renewPage', 'releasePage', 'submitPage', 'renewPage'],
  ['takePage', 'submitPage', 'reopenPage', 'getPage', 'submitPage', 'reopenPage', 'releasePage'],
  ['listItems', 'getItem', 'labelItem', 'getItemContent'],
  ['previewDataset', 'getDatasetContent', 'listItems', 'getItemContent', 'getItemContent'],
  ['startExport', 'cancelExport', 'getExport', 'listExports'],
  ['startExport', 'getOperation', 'getExport', 'getExportFile', 'startExport'],
  ['startExport', 'getOperation', 'deleteExport', 'getExport', 'listDatasetVersions', 'startExport'],
  ['startExport', 'listDatasetVersions', 'getDataset', 'previewDataset', 'getDatasetContent'],
  ['pauseProject', 'takePage', 'resumeProject', 'takePage', 'submitPage'],
  ['refreshProject', 'getOperation', 'getProgress', 'listItems'],
  ['takePage', 'removeItems', 'getOperation', 'submitPage', 'listItems', 'restoreItems', 'takePage'],
  ['recountProject', 'getOperation', 'getProgress'],
  [
    'takePage',
    'submitPage',
    'listMyAnswers',
    'rejectItems',
    'listMyAnswers',
    'getMyNumbers',
    'getStatistics',
  ],
  ['refreshProject', 'getProject', 'listOperations', 'listOperations', 'getOperation'],
  ['getProject', 'updateProject', 'putProject', 'getProject'],
  ['putMember', 'getMember', 'listMembers', 'deleteMember', 'putMember'],
  ['getMe', 'searchPeople', 'listPeople', 'deletePerson', 'searchPeople'],
  ['deleteProject', 'getOperation', 'putProject', 'putMember', 'takePage', 'submitPage', 'listItems'],
  ['putDatastore', 'browseDatastore', 'deleteDatastore', 'putDatastore'],
  ['putDatastore', 'createUploadUrls', 'browseDatastore', 'createUploadUrls'],
  ['putDataset', 'deleteDataset', 'putDataset'],
]
