import type { Caller } from '../../src/domain/core/caller.ts'
import {
  classId,
  datasetName,
  datastoreName,
  operationId,
  projectName,
  projectUid,
  userId,
} from '../../src/domain/core/ids.ts'
import type { ItemDocument } from '../../src/domain/model/items/item.ts'
import { leaseId, pageIdIn, type LeaseDocument } from '../../src/domain/model/leases/lease.ts'
import { itemIdOf, rankOf } from '../../src/domain/model/items/segment.ts'
import { flattenClasses } from '../../src/domain/model/labels/flatten-classes.ts'
import type { ProjectDocument } from '../../src/domain/model/projects/project.ts'

export const lease = 60_000

export const callerOf = (user: string, role: Caller['role'] = 'Labeler'): Caller => ({
  user: userId.parse(user),
  role,
})
export const lead = callerOf('lead', 'Admin')

export const makeProject = (changes: Partial<ProjectDocument> = {}): ProjectDocument => ({
  id: projectName.parse('cats'),
  kind: 'project',
  uid: projectUid.parse('u1'),
  status: 'Running',
  tags: {},
  mediaType: 'Image',
  taskType: 'MultiClass',
  dataset: datasetName.parse('pets'),
  datastore: datastoreName.parse('store'),
  path: '**',
  incrementalRefresh: 'Enabled',
  changedFiles: 'Flag',
  labelersSeePaths: false,
  classes: flattenClasses([{ name: 'Cat' }, { name: 'Dog', classes: [{ name: 'Poodle' }] }]),
  options: {},
  pageLease: lease,
  segments: 1,
  operation: operationId.parse('import-u1'),
  createdAt: 0,
  createdBy: 'lead',
  updatedAt: 0,
  ...changes,
})

/** The label of these classes, as a task type accepts it. */
export const labelOf = (...ids: readonly string[]) => {
  const classes = ids.map((id) => classId.parse(id))
  return { type: 'Label' as const, label: { kind: 'Classes', classes }, classes }
}

/** An item as the import makes it of an image that could not be read. */
export const makeItem = (project: ProjectDocument, path: string, at = 0): ItemDocument => {
  const id = itemIdOf(project.datastore, path)
  const rank = rankOf(project.uid, id)
  return {
    id,
    kind: 'item',
    path,
    file: { etag: `etag-${path.slice(-64)}`, size: 100, lastModified: at },
    state: 'unlabeled',
    queue: rank,
    rank,
    answers: [],
    history: [],
    headerPending: true,
    importedAt: at,
    changedAt: at,
  }
}

/** A page of segment 0 as it is handed out. */
export const makePage = (
  labeler: string,
  items: readonly ItemDocument[],
  changes: Partial<LeaseDocument> = {},
): LeaseDocument => {
  const page = pageIdIn(0, labeler)
  return {
    id: leaseId(page),
    kind: 'page',
    page,
    labeler: userId.parse(labeler),
    status: 'Held',
    items: items.map(({ id, file }) => ({ id, fileEtag: file.etag })),
    grantedAt: 0,
    leaseUntil: lease,
    ttl: 7 * 24 * 3600,
    ...changes,
  }
}
