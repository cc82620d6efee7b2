import { userId } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { datasetPartition, datasets } from '../model/datasets/dataset.ts'
import { changeDocument } from '../model/documents/change-document.ts'
import { queryAll } from '../model/documents/query-documents.ts'
import { exportRecords, type ExportDocument } from '../model/exports/export.ts'
import { forEachProject } from '../model/projects/for-each-project.ts'
import { projectScope, type ProjectDocument } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'
import type { Clause, Query, Store } from '../ports/store.ts'
import type { Workflows } from '../ports/workflows.ts'
import { hasEnded, isBeingDeleted, startDeletion } from './delete-export.ts'

/** The actor of these deletions in the audit. */
const retentionActor = userId.parse('retention')

/** The most deletions that one run starts; the next run starts more. */
const maxPerRun = 100

type ExpireDeps = Pick<Deps, 'store' | 'now' | 'newId'>

const kindIs = (kind: string): Clause => ({ field: 'kind', op: 'eq', value: kind })

/** All exports of a project, the oldest first. */
async function* findRecords(
  store: Store,
  { uid }: ProjectDocument,
): AsyncGenerator<ExportDocument, void, undefined> {
  const query: Query = { where: [kindIs(exportRecords.kind)], orderBy: 'startedAt', limit: 100 }
  for await (const records of queryAll(store, exportRecords, projectScope(uid), query))
    yield* records.map(({ document }) => document)
}

/**
 * True if the export is as old as the limit. Its age counts from the run that first saw its end, because the clock of the
 * export can have been wrong in either direction. A start in the future was written by a wrong clock, too, and is replaced.
 * So an export is deleted at most one limit late, and not early.
 */
const isOldEnough = async (
  { store, now }: ExpireDeps,
  { uid }: ProjectDocument,
  { id, agesFrom }: ExportDocument,
  retention: Millis,
): Promise<boolean> => {
  const at = now()
  const isSet = (from: number | undefined): from is number => from !== undefined && from <= at
  if (isSet(agesFrom)) return agesFrom <= at - retention
  await changeDocument(store, exportRecords, projectScope(uid), id, (record) =>
    record.status === 'Deleting' || isSet(record.agesFrom) ? undefined : { ...record, agesFrom: at },
  )
  return false
}

/** True if a labeled dataset names the export as its current version. */
const isCurrentVersion = async (store: Store, record: ExportDocument): Promise<boolean> => {
  if (record.datasetVersion === undefined || record.labeledAssetName === undefined) return false
  const dataset = (await datasets.read(store, datasetPartition, record.labeledAssetName))?.document
  return dataset?.type === 'Labeled' && dataset.export === record.export
}

const isExpired = async (
  deps: ExpireDeps,
  project: ProjectDocument,
  record: ExportDocument,
  retention: Millis,
): Promise<boolean> =>
  !record.open &&
  (await isOldEnough(deps, project, record, retention)) &&
  (await hasEnded(deps.store, record)) &&
  !(await isCurrentVersion(deps.store, record))

/** True if the export is beyond the limit, or its deletion has ended without its work: nothing else continues that. */
const isDue = async (
  deps: ExpireDeps,
  project: ProjectDocument,
  record: ExportDocument,
  retention: Millis,
): Promise<boolean> =>
  record.status === 'Deleting'
    ? !(await isBeingDeleted(deps.store, record))
    : isExpired(deps, project, record, retention)

/** Starts the deletions of one project. @returns Their number. */
const expireExportsOf = async (
  deps: ExpireDeps,
  workflows: Workflows,
  project: ProjectDocument,
  most: number,
): Promise<number> => {
  const { exportRetention: retention, status } = project
  if (retention === undefined || status === 'Creating' || status === 'Deleting') return 0
  let started = 0
  for await (const record of findRecords(deps.store, project)) {
    if (started === most) break
    if (!(await isDue(deps, project, record, retention))) continue
    await startDeletion(deps, workflows, project, record, { user: retentionActor })
    started += 1
  }
  return started
}

/**
 * Starts the deletion of each export beyond the age limit of its project (`exportRetention`), and continues deletions there
 * that ended without their work. It needs a store whose reads are behind fences.
 * @returns The numbers of deletions that were started, and of projects that failed.
 */
export const expireExports = async (
  deps: ExpireDeps,
  workflows: Workflows,
): Promise<{ readonly started: number; readonly failed: number }> => {
  let started = 0
  const failed = await forEachProject(
    deps.store,
    async (project) => {
      started += await expireExportsOf(deps, workflows, project, maxPerRun - started)
    },
    () => started >= maxPerRun,
  )
  return { started, failed }
}
