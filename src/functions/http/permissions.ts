import type { Access } from './route.ts'

/**
 * Who may call what: every operation of the API, and the least that its caller must be. A route takes its `access` from
 * here, and the table of routes has one for each. Each operation checks it again, as its first statement.
 */
export const permissions = {
  putDatastore: 'Admin',
  listDatastores: 'Admin',
  getDatastore: 'Admin',
  deleteDatastore: 'Admin',
  browseDatastore: 'Admin',

  listWorkspaceAudit: 'Admin',

  putDataset: 'Admin',
  listDatasets: 'Admin',
  getDataset: 'Admin',
  deleteDataset: 'Admin',
  previewDataset: 'Admin',
  listDatasetVersions: 'Admin',
  getDatasetContent: 'Signature',

  /** It creates projects, too: so the app role counts. */
  putProject: 'Admin',
  /** Shows only those that the caller is a member of. */
  listProjects: 'AnyRole',
  getProject: 'ProjectLabeler',
  updateProject: 'ProjectAdmin',
  deleteProject: 'ProjectAdmin',
  pauseProject: 'ProjectAdmin',
  resumeProject: 'ProjectAdmin',
  refreshProject: 'ProjectAdmin',
  recountProject: 'ProjectAdmin',
  getProgress: 'ProjectReviewer',
  listAudit: 'ProjectAdmin',

  listMembers: 'ProjectAdmin',
  getMember: 'ProjectAdmin',
  putMember: 'ProjectAdmin',
  deleteMember: 'ProjectAdmin',

  nextPage: 'ProjectLabeler',
  /** A page only of the caller's own; that of another is as one that is not there. */
  getPage: 'ProjectLabeler',
  submitPage: 'ProjectLabeler',
  renewPage: 'ProjectLabeler',
  /** An Admin may release anybody's. */
  releasePage: 'ProjectLabeler',
  listPages: 'ProjectReviewer',

  listItems: 'ProjectReviewer',
  getItem: 'ProjectReviewer',
  /** A Labeler only what is on a page of their own. */
  getItemContent: 'ProjectLabelerOrSignature',

  approveItems: 'ProjectReviewer',
  rejectItems: 'ProjectReviewer',
  acceptSkips: 'ProjectReviewer',
  labelItem: 'ProjectReviewer',

  listFormats: 'AnyRole',
  listProjectFormats: 'ProjectReviewer',

  startExport: 'ProjectReviewer',
  listExports: 'ProjectReviewer',
  getExport: 'ProjectReviewer',
  getExportFile: 'ProjectReviewer',
  cancelExport: 'ProjectAdmin',

  /** Only that of a project whose Reviewer the caller is. */
  getOperation: 'AnyRole',

  getHealth: 'Anyone',
  getOpenApi: 'Anyone',
  getDocs: 'Anyone',
  getDocsAsset: 'Anyone',
} as const satisfies Readonly<Record<string, Access>>
