import { names, none, type Example } from './example.ts'
import { operationOf } from './operation-examples.ts'

const projectRequest = {
  mediaType: 'Image',
  taskType: 'MultiClass',
  dataset: 'dogs-and-cats',
  labelClasses: [
    { name: 'Cat', description: 'The whole animal, or its head', shortcut: 'c' },
    { name: 'Dog', shortcut: 'd' },
  ],
  displayName: 'Dogs and cats',
}

const project = {
  name: 'dogs-and-cats',
  etag: names.etag,
  myRole: 'Admin',
  displayName: 'Dogs and cats',
  tags: {},
  status: 'Running',
  mediaType: 'Image',
  taskType: 'MultiClass',
  dataset: 'dogs-and-cats',
  labelClasses: [
    { id: 'c0', name: 'Cat', description: 'The whole animal, or its head', shortcut: 'c' },
    { id: 'c1', name: 'Dog', shortcut: 'd' },
  ],
  pageLease: 'PT30M',
  incrementalRefresh: 'Enabled',
  changedFiles: 'Flag',
  labelersSeePaths: false,
  allowNoClass: false,
  progress: { total: 207, labeled: 120, open: 80 },
  createdAt: names.created,
  createdBy: names.admin,
  updatedAt: names.created,
}

const progress = {
  status: 'Running',
  total: 207,
  unlabeled: 80,
  leased: 20,
  labeled: 100,
  skipped: 5,
  needsReview: 0,
  approved: 20,
  removed: 2,
  missing: 0,
  changed: 0,
  problems: 1,
  headersPending: 0,
  byClass: [
    { class: 'Cat', count: 70 },
    { class: 'Dog', count: 50 },
  ],
  byLabeler: [
    { labeler: names.labeler, name: 'Ann Lee', labeled: 120, skipped: 5, rejected: 3, submitted: 128 },
  ],
  lastRefreshedAt: names.later,
}

const person = { user: names.labeler, name: 'Ann Lee' }

const member = {
  user: names.labeler,
  name: 'Ann Lee',
  etag: names.etag,
  role: 'Labeler',
  addedAt: names.created,
  addedBy: names.admin,
}

const auditEntry = {
  at: names.later,
  by: names.admin,
  action: 'ChangeSettings',
  changes: [{ name: 'pageLease', from: 'PT30M', to: 'PT1H' }],
  requestId: '0b8f5f0e-6d4c-4a0a-9f3a-9b1f4f1f6a11',
}

export const projectExamples = {
  putProject: {
    body: projectRequest,
    response: { ...project, status: 'Creating', operation: { id: 'imp-5f1c', status: 'Running' } },
  },
  listProjects: { response: { value: [project] } },
  getProject: { response: project },
  updateProject: {
    body: { description: 'Photos of dogs and cats', displayName: null },
    response: { ...project, description: 'Photos of dogs and cats' },
  },
  deleteProject: { response: operationOf('del-5f1c', 'delete') },
  pauseProject: { response: { ...project, status: 'Paused' } },
  resumeProject: { response: project },
  getProgress: { response: progress },
  getStatistics: {
    response: {
      by: 'day',
      rows: [
        { date: '2026-10-02', labeled: 120, skipped: 5, rejected: 3, submitted: 128, activeMs: 3_240_000 },
      ],
    },
  },
  listAudit: { response: { value: [auditEntry] } },
  listWorkspaceAudit: {
    response: { value: [{ ...auditEntry, action: 'CreateDatastore', target: 'photos', changes: [] }] },
  },
  refreshProject: { response: operationOf('ref-5f1c', 'refresh') },
  recountProject: { response: operationOf('rec-5f1c', 'recount') },
  getMe: { response: { user: names.labeler, name: 'Ann Lee', appRole: 'Labeler', kind: 'Person' } },
  listPeople: { response: { value: [person] } },
  searchPeople: { response: { value: [person] } },
  deletePerson: none,
  listMembers: { response: { value: [member] } },
  getMember: { response: member },
  putMember: { body: { role: 'Labeler' }, response: member },
  deleteMember: none,
} as const satisfies Readonly<Record<string, Example>>
