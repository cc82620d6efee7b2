import type { AppRole } from '../../src/domain/core/caller.ts'
import {
  datasetName,
  datastoreName,
  exportId,
  operationId,
  pageId,
  projectName,
  projectUid,
  userId,
  type ItemId,
} from '../../src/domain/core/ids.ts'
import { datasetPartition, type DatasetDocument } from '../../src/domain/model/datasets/dataset.ts'
import { datastorePartition, type DatastoreDocument } from '../../src/domain/model/datastores/datastore.ts'
import { exportRecordId, exportSlotsId, type ExportDocument } from '../../src/domain/model/exports/export.ts'
import { segmentPartition } from '../../src/domain/model/items/segment.ts'
import { leaseId, type LeaseDocument } from '../../src/domain/model/leases/lease.ts'
import { memberDocumentId } from '../../src/domain/model/members/member.ts'
import { peoplePartition } from '../../src/domain/model/people/person.ts'
import { operationPartition, type OperationDocument } from '../../src/domain/model/operations/operation.ts'
import type { ContainerName, Store, StoredDocument } from '../../src/domain/ports/store.ts'
import { projectScope, type ProjectDocument } from '../../src/domain/model/projects/project.ts'
import { createFakeExportFiles } from './fake-blobs.ts'
import { createHttpApp } from './http-app.ts'
import { createHttpBlobs } from './http-fakes.ts'
import { callerOf, createLabelingService, makeProject, readItems, setUpProject } from './labeling-world.ts'
import { createForkableStore, type ForkableStore } from './memory-store.ts'
import { createServiceRoutes } from './service-routes.ts'

export const at = 1_700_000_000_000
/** Whose requests a test looks at. */
export const me = 'me'

export interface Place {
  readonly project: string
  readonly user: string
  readonly page: string
  /** A page that the caller has submitted. */
  readonly submittedPage: string
  /** Held by somebody else. */
  readonly othersPage: string
  /** It runs. */
  readonly exportId: string
  readonly endedExportId: string
  readonly operation: string
  readonly othersItem: ItemId
  readonly labeledItem: ItemId
  readonly skippedItem: ItemId
  readonly approvedItem: ItemId
  readonly pageItem: ItemId
}

const now = () => at

const createIds = (first: number) => {
  let ids = first
  return { newId: () => `id${(ids += 1)}`, count: () => ids }
}

const creator =
  (store: Store) =>
  async (container: ContainerName, partition: string, document: StoredDocument): Promise<void> => {
    const { ok } = await store.batch(container, partition, [{ type: 'create', document }])
    if (!ok) throw new Error(`${document.id} is there already`)
  }

/** Two projects that have one of everything. */
const prepare = async <S extends Store>(store: S) => {
  const { newId, count } = createIds(0)
  const create = creator(store)
  const datastore: DatastoreDocument = {
    id: datastoreName.parse('store'),
    kind: 'datastore',
    type: 'AzureBlob',
    containerUrl: 'https://account.blob.core.windows.net/pets',
    credential: { type: 'ManagedIdentity' },
    createdAt: 0,
    createdBy: 'lead',
    updatedAt: 0,
  }
  const dataset: DatasetDocument = {
    id: datasetName.parse('pets'),
    kind: 'dataset',
    type: 'Files',
    mediaType: 'Image',
    datastore: datastore.id,
    path: '**',
    createdAt: 0,
    createdBy: 'lead',
  }
  await create('workspace', datastorePartition, datastore)
  await create('workspace', datasetPartition, dataset)
  await create('workspace', datastorePartition, { ...datastore, id: 'unused' })
  await create('workspace', datasetPartition, { ...dataset, id: 'unused' })

  for (const user of [me, 'lea'])
    await create('workspace', peoplePartition, { id: user, kind: 'person', name: `${user}-is-called` })

  const service = createLabelingService(store, now, newId)

  const exported: string[] = []
  const addProject = async (name: string, uid: string): Promise<Place> => {
    const project: ProjectDocument = makeProject({
      id: projectName.parse(name),
      uid: projectUid.parse(uid),
      operation: operationId.parse(`import-${uid}`),
    })
    const paths = Array.from({ length: 8 }, (_, index) => `${name}/${index}.png`)
    await setUpProject(store, project, ['lea', 'zoe'], paths)
    await create('workspace', projectScope(uid), {
      id: memberDocumentId('rita'),
      kind: 'member',
      user: 'rita',
      role: 'Reviewer',
      addedAt: 0,
      addedBy: 'lead',
    })
    const segment = segmentPartition(uid, 0)
    const lea = callerOf('lea')
    const take = async (size: number) => {
      const next = await service.takePage(lea, { project: project.id, size })
      if (!('page' in next)) throw new Error('There is no page')
      return next.page
    }
    const first = await take(2)
    const [one, two] = first.items
    await service.submitPage(lea, {
      project: project.id,
      page: first.page,
      answers: [
        { item: one!.id, labels: ['Dog/Poodle'] },
        { item: two!.id, skip: true, reason: 'lea-said-blurred' },
      ],
    })
    const third = await take(1)
    const approved = third.items[0]!.id
    await service.submitPage(lea, {
      project: project.id,
      page: third.page,
      answers: [{ item: approved, labels: ['Cat'] }],
    })
    await service.approveItems(callerOf(me, 'Admin'), { project: project.id, items: [approved] })
    const others = await take(2)
    const [free, done] = (await readItems(store, project)).filter(
      ({ id, state }) => state === 'unlabeled' && !others.items.some((item) => item.id === id),
    )
    if (!free || !done) throw new Error('There are too few items')
    const page: LeaseDocument = {
      id: leaseId(`0-mine${uid}`),
      kind: 'page',
      page: pageId.parse(`0-mine${uid}`),
      labeler: userId.parse(me),
      status: 'Held',
      items: [{ id: free.id, fileEtag: free.file.etag }],
      grantedAt: at,
      leaseUntil: at + 60_000,
      ttl: 1000,
    }
    await create('items', segment, page)
    const submitted = pageId.parse(`0-done${uid}`)
    await create('items', segment, {
      ...page,
      id: leaseId(submitted),
      page: submitted,
      items: [{ id: done.id, fileEtag: done.file.etag }],
    })
    await service.submitPage(callerOf(me, 'Admin'), {
      project: project.id,
      page: submitted,
      answers: [{ item: done.id, skip: true }],
    })
    const id = exportId.parse(`exp${uid}`)
    const operation = operationId.parse(`op${uid}`)
    const record: ExportDocument = {
      id: exportRecordId(id),
      kind: 'export',
      export: id,
      operation,
      format: 'Csv',
      include: 'Labeled',
      status: 'Running',
      open: true,
      startedAt: at,
      startedBy: 'rita',
      snapshotAt: at,
      exportedRowCount: 1,
      totalRowCount: 8,
      containerName: 'exports',
      snapshotPath: `${name}/${uid}/${id}`,
      files: [{ name: 'a.csv', path: 'a.csv', contentType: 'text/csv; charset=utf-8', size: 1, sha256: 'x' }],
    }
    exported.push(`${record.snapshotPath}/a.csv`)
    const work: OperationDocument = {
      id: operation,
      kind: 'operation',
      work: 'export',
      export: id,
      status: 'Running',
      project: project.id,
      projectUid: project.uid,
      startedAt: at,
      startedBy: me,
      done: 1,
      open: true,
    }
    await create('workspace', projectScope(uid), record)
    const { open: _open, ...ended } = record
    const endedId = exportId.parse(`ended${uid}`)
    await create('workspace', projectScope(uid), {
      ...ended,
      id: exportRecordId(endedId),
      export: endedId,
      operation: `op-${endedId}`,
      status: 'Succeeded',
      endedAt: at,
      snapshotPath: `${name}/${uid}/${endedId}`,
    })
    await create('workspace', projectScope(uid), {
      id: exportSlotsId,
      kind: 'exportSlots',
      running: [id],
    })
    await create('workspace', operationPartition, work)
    return {
      project: name,
      user: 'zoe',
      page: page.page,
      othersPage: others.page,
      submittedPage: submitted,
      exportId: id,
      endedExportId: endedId,
      operation,
      othersItem: others.items[0]!.id,
      labeledItem: one!.id,
      skippedItem: two!.id,
      approvedItem: approved,
      pageItem: free.id,
    }
  }

  const own = await addProject('own', 'u1')
  const foreign = await addProject('foreign', 'u2')
  return { store, ids: count(), exported, own, foreign }
}

type Prepared<S extends Store> = Awaited<ReturnType<typeof prepare<S>>>
const pictures = ['own', 'foreign'].flatMap((name) =>
  Array.from({ length: 8 }, (_, index) => `${name}/${index}.png`),
)

let prepared: Promise<Prepared<ForkableStore>> | undefined

/** A copy of the prepared world, with `me` in the first of its projects, in a role or none. */
export const createAccessWorld = async (membership?: AppRole) => {
  prepared ??= prepare(createForkableStore(now))
  const base = await prepared
  return openAccessWorld({ ...base, store: base.store.fork() }, membership)
}

/** The prepared world on an engine. @param signs Whether the storage signs URLs, so that content is a redirect */
export const createAccessWorldOn = async (engine: Store, signs = true) =>
  openAccessWorld(await prepare(engine), undefined, signs)

const openAccessWorld = async <S extends Store>(
  { store, ids, exported, own, foreign }: Prepared<S>,
  membership?: AppRole,
  signs = true,
) => {
  const { newId } = createIds(ids)
  const files = createFakeExportFiles()
  for (const path of exported) await files.put(path, Buffer.from('x'), 'text/csv')
  const { blobs } = createHttpBlobs(pictures, { signs })
  const create = creator(store)
  if (membership !== undefined)
    await create('workspace', projectScope('u1'), {
      id: memberDocumentId(me),
      kind: 'member',
      user: me,
      role: membership,
      addedAt: 0,
      addedBy: 'lead',
    })
  const routes = createServiceRoutes({ store, now, newId, blobs, files })
  const app = createHttpApp(routes, { store, now })
  const service = createLabelingService(store, now, newId)
  return { ...app, routes, store, own, foreign, service }
}

export type AccessWorld = Awaited<ReturnType<typeof createAccessWorldOn>>
