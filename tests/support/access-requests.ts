import type { permissions } from '../../src/functions/http/permissions.ts'
import type { Send } from './http-app.ts'
import type { Place } from './access-world.ts'

type Operation = keyof typeof permissions

export interface Sample {
  readonly path: string
  readonly body?: unknown
  readonly headers?: Send['headers']
}

const any = { 'if-match': '*' }
const labelClasses = [{ name: 'Cat' }]
const datastore = {
  type: 'AzureBlob',
  containerUrl: 'https://account.blob.core.windows.net/pets',
  credential: { type: 'ManagedIdentity' },
}
const inProject = (place: Place, rest = ''): string => `/projects/${place.project}${rest}`

/** A right request for each operation: whoever may call it, succeeds. */
export const samples: Readonly<Record<Operation, (place: Place) => Sample>> = {
  putDatastore: () => ({ path: '/datastores/new', body: datastore }),
  listDatastores: () => ({ path: '/datastores' }),
  getDatastore: () => ({ path: '/datastores/store' }),
  deleteDatastore: () => ({ path: '/datastores/unused', headers: any }),
  browseDatastore: () => ({ path: '/datastores/store/browse' }),
  createUploadUrls: () => ({
    path: '/datastores/store/upload-urls',
    body: { folder: 'new/', files: [{ name: 'cat.png', size: 9 }] },
  }),
  listWorkspaceAudit: () => ({ path: '/audit' }),
  putDataset: () => ({
    path: '/datasets/new',
    body: { mediaType: 'Image', datastore: 'store', path: '**' },
  }),
  listDatasets: () => ({ path: '/datasets' }),
  getDataset: () => ({ path: '/datasets/pets' }),
  deleteDataset: () => ({ path: '/datasets/unused', headers: any }),
  previewDataset: () => ({ path: '/datasets/pets/preview' }),
  listDatasetVersions: () => ({ path: '/datasets/pets/versions' }),
  getDatasetContent: () => ({ path: '/datasets/pets/content?path=own/0.png&exp=99999999999999&sig=AAAA' }),
  putProject: (place) => ({
    path: inProject(place),
    body: { mediaType: 'Image', taskType: 'MultiClass', dataset: 'pets', labelClasses },
    headers: any,
  }),
  listProjects: () => ({ path: '/projects' }),
  getProject: (place) => ({ path: inProject(place) }),
  updateProject: (place) => ({ path: inProject(place), body: { description: 'x' }, headers: any }),
  deleteProject: (place) => ({ path: inProject(place), headers: any }),
  pauseProject: (place) => ({ path: inProject(place, '/pause') }),
  resumeProject: (place) => ({ path: inProject(place, '/resume') }),
  refreshProject: (place) => ({ path: inProject(place, '/refresh') }),
  recountProject: (place) => ({ path: inProject(place, '/recount') }),
  getProgress: (place) => ({ path: inProject(place, '/progress') }),
  getStatistics: (place) => ({ path: inProject(place, '/statistics?by=labeler') }),
  listAudit: (place) => ({ path: inProject(place, '/audit') }),
  listMembers: (place) => ({ path: inProject(place, '/members') }),
  getMember: (place) => ({ path: inProject(place, `/members/${place.user}`) }),
  putMember: (place) => ({ path: inProject(place, '/members/new'), body: { role: 'Labeler' } }),
  deleteMember: (place) => ({ path: inProject(place, `/members/${place.user}`) }),
  getMe: () => ({ path: '/me' }),
  listPeople: (place) => ({ path: inProject(place, '/people') }),
  searchPeople: () => ({ path: '/people' }),
  deletePerson: () => ({ path: '/people/me' }),
  takePage: (place) => ({ path: inProject(place, '/pages'), body: { size: 1 } }),
  listPages: (place) => ({ path: inProject(place, '/pages') }),
  getPage: (place) => ({ path: inProject(place, `/pages/${place.page}`) }),
  submitPage: (place) => ({
    path: inProject(place, `/pages/${place.page}/submit`),
    body: { answers: [{ item: place.pageItem, labels: ['Cat'] }] },
  }),
  reopenPage: (place) => ({ path: inProject(place, `/pages/${place.submittedPage}/reopen`) }),
  renewPage: (place) => ({ path: inProject(place, `/pages/${place.page}/renew`) }),
  releasePage: (place) => ({ path: inProject(place, `/pages/${place.page}/release`) }),
  listMyAnswers: (place) => ({ path: inProject(place, '/my-answers') }),
  getMyNumbers: (place) => ({ path: inProject(place, '/my-numbers') }),
  listItems: (place) => ({ path: inProject(place, '/items') }),
  getItem: (place) => ({ path: inProject(place, `/items/${place.labeledItem}`) }),
  getItemContent: (place) => ({ path: inProject(place, `/items/${place.pageItem}/content`) }),
  approveItems: (place) => ({
    path: inProject(place, '/approve-items'),
    body: { items: [place.labeledItem] },
  }),
  unapproveItems: (place) => ({
    path: inProject(place, '/unapprove-items'),
    body: { items: [place.approvedItem] },
  }),
  rejectItems: (place) => ({ path: inProject(place, '/reject-items'), body: { items: [place.labeledItem] } }),
  acceptSkips: (place) => ({
    path: inProject(place, '/accept-skips'),
    body: { items: [place.skippedItem] },
  }),
  removeItems: (place) => ({
    path: inProject(place, '/remove-items'),
    body: { filter: { problem: 'any' }, expectedCount: 0 },
  }),
  restoreItems: (place) => ({
    path: inProject(place, '/restore-items'),
    body: { filter: { state: 'removed' }, expectedCount: 0 },
  }),
  reviewItems: (place) => ({
    path: inProject(place, '/review-items'),
    body: { action: 'Approve', filter: { state: 'labeled' }, expectedCount: 1 },
  }),
  labelItem: (place) => ({
    path: inProject(place, `/items/${place.labeledItem}/label`),
    body: { labels: ['Cat'] },
    headers: any,
  }),
  listFormats: () => ({ path: '/formats' }),
  listProjectFormats: (place) => ({ path: inProject(place, '/formats') }),
  startExport: (place) => ({ path: inProject(place, '/exports'), body: { format: 'Csv' } }),
  listExports: (place) => ({ path: inProject(place, '/exports') }),
  getExport: (place) => ({ path: inProject(place, `/exports/${place.exportId}`) }),
  getExportFile: (place) => ({ path: inProject(place, `/exports/${place.exportId}/files/a.csv`) }),
  cancelExport: (place) => ({ path: inProject(place, `/exports/${place.exportId}/cancel`) }),
  deleteExport: (place) => ({ path: inProject(place, `/exports/${place.endedExportId}`) }),
  listOperations: () => ({ path: '/operations' }),
  getOperation: (place) => ({ path: `/operations/${place.operation}` }),
  getHealth: () => ({ path: '/health' }),
  getOpenApi: () => ({ path: '/openapi.json' }),
  getOpenApi30: () => ({ path: '/openapi-3.0.json' }),
  getDocs: () => ({ path: '/docs' }),
  getDocsAsset: () => ({ path: '/docs/initializer.js' }),
}

/**
 * For each PUT, PATCH and DELETE the properties that make its sample another request; null if it has no body. A route without
 * an entry fails `tests/unit/functions/routes.retries.test.ts`.
 */
export const otherBodies = {
  putDatastore: { description: 'another' },
  deleteDatastore: null,
  putDataset: { description: 'another' },
  deleteDataset: null,
  putProject: { description: 'another' },
  updateProject: { description: 'another' },
  deleteProject: null,
  putMember: { role: 'Reviewer' },
  deleteMember: null,
  deletePerson: null,
  labelItem: { labels: ['Dog'] },
  deleteExport: null,
} as const satisfies Partial<Readonly<Record<Operation, object | null>>>
