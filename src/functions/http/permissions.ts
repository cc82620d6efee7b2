import type { Access } from './route.ts'

/**
 * The required access of each operation of the API. A route takes its `access` from this table, and the table of routes
 * has one route for each entry. The first statement of each operation checks the access again.
 */
export const permissions = {
  putDatastore: 'Admin',
  listDatastores: 'Admin',
  getDatastore: 'Admin',
  deleteDatastore: 'Admin',
  browseDatastore: 'Admin',
  createUploadUrls: 'Admin',

  listWorkspaceAudit: 'Admin',

  putDataset: 'Admin',
  listDatasets: 'Admin',
  getDataset: 'Admin',
  deleteDataset: 'Admin',
  previewDataset: 'Admin',
  listDatasetVersions: 'Admin',
  getDatasetContent: 'Signature',

  /** Needs the app role, because the operation also creates projects. */
  putProject: 'Admin',
  /** Lists only the projects that the caller can access. */
  listProjects: 'AnyRole',
  getProject: 'ProjectLabeler',
  updateProject: 'ProjectAdmin',
  deleteProject: 'ProjectAdmin',
  pauseProject: 'ProjectAdmin',
  resumeProject: 'ProjectAdmin',
  refreshProject: 'ProjectAdmin',
  recountProject: 'ProjectAdmin',
  getProgress: 'ProjectReviewer',
  getStatistics: 'ProjectReviewer',
  listAudit: 'ProjectAdmin',

  listMembers: 'ProjectAdmin',
  getMember: 'ProjectAdmin',
  putMember: 'ProjectAdmin',
  deleteMember: 'ProjectAdmin',

  getMe: 'AnyRole',
  listPeople: 'ProjectReviewer',
  searchPeople: 'Admin',
  /** People may delete their own name; an Admin those of all. */
  deletePerson: 'AnyRole',

  takePage: 'ProjectLabeler',
  /** A Labeler can access their own pages only; other pages are 404. */
  getPage: 'ProjectLabeler',
  submitPage: 'ProjectLabeler',
  reopenPage: 'ProjectLabeler',
  renewPage: 'ProjectLabeler',
  /** An Admin can release the page of any labeler. */
  releasePage: 'ProjectLabeler',
  listPages: 'ProjectReviewer',
  /** Both show what the caller did, and nobody else's work. */
  listMyAnswers: 'ProjectLabeler',
  getMyNumbers: 'ProjectLabeler',

  listItems: 'ProjectReviewer',
  getItem: 'ProjectReviewer',
  /** A Labeler can read only the items of their own pages, and the examples of classes. */
  getItemContent: 'ProjectLabelerOrSignature',

  approveItems: 'ProjectReviewer',
  unapproveItems: 'ProjectReviewer',
  rejectItems: 'ProjectReviewer',
  acceptSkips: 'ProjectReviewer',
  reviewItems: 'ProjectReviewer',
  labelItem: 'ProjectReviewer',

  removeItems: 'ProjectAdmin',
  restoreItems: 'ProjectAdmin',

  listFormats: 'AnyRole',
  listProjectFormats: 'ProjectReviewer',

  startExport: 'ProjectReviewer',
  listExports: 'ProjectReviewer',
  getExport: 'ProjectReviewer',
  getExportFile: 'ProjectReviewer',
  cancelExport: 'ProjectAdmin',
  deleteExport: 'ProjectAdmin',

  /** The caller must be a Reviewer of the project of the operation. */
  getOperation: 'AnyRole',
  /** Lists only the operations that `getOperation` returns. */
  listOperations: 'AnyRole',

  getHealth: 'Anyone',
  getOpenApi: 'Anyone',
  getOpenApi30: 'Anyone',
  getDocs: 'Anyone',
  getDocsAsset: 'Anyone',
} as const satisfies Readonly<Record<string, Access>>
