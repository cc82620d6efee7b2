import { isDomainError } from '../core/errors.ts'
import { userId } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { datasetPartition, datasets } from '../model/datasets/dataset.ts'
import { changeDocument } from '../model/documents/change-document.ts'
import { queryAll } from '../model/documents/query-documents.ts'
import { exportRecords, type ExportDocument } from '../model/exports/export.ts'
import { projectPartition, projects, projectScope, type ProjectDocument } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'
import type { Clause, Query, Store } from '../ports/store.ts'
import type { Workflows } from '../ports/workflows.ts'
import { hasEnded, startDeletion } from './delete-export.ts'

/** The actor of these deletions in the audit. */
const retentionActor = userId.parse('retention')

/** The most deletions that one run starts; the next run starts more. */
const maxPerRun = 100

type ExpireDeps = Pick<Deps, 'store' | 'now' | 'newId'>

const kindIs = (kind: string): Clause => ({ field: 'kind', op: 'eq', value: kind })

/** The exports that may be old enough; also those that a wrong clock has started in the future. */
async function* findCandidates(
  { store, now }: ExpireDeps,
  { uid }: ProjectDocument,
  retention: Millis,
): AsyncGenerator<ExportDocument, void, undefined> {
  const started: readonly Clause[] = [
    { field: 'startedAt', op: 'lte', value: now() - retention },
    { field: 'startedAt', op: 'gt', value: now() },
  ]
  for (const clause of started) {
    const query: Query = { where: [kindIs(exportRecords.kind), clause], orderBy: 'startedAt', limit: 100 }
    for await (const records of queryAll(store, exportRecords, projectScope(uid), query))
      yield* records.map(({ document }) => document)
  }
}

/**
 * True if the export is as old as the limit. An end in the future was written by a wrong clock: it would keep the export
 * for as long as that clock was ahead. So the age counts from the moment at which the service notices it: the export is
 * deleted late, by at most its limit, and never early.
 */
const isOldEnough = async (
  { store, now }: ExpireDeps,
  { uid }: ProjectDocument,
  { id, agesFrom, endedAt, startedAt }: ExportDocument,
  retention: Millis,
): Promise<boolean> => {
  const at = now()
  const from = agesFrom ?? endedAt ?? startedAt
  if (from > at)
    await changeDocument(store, exportRecords, projectScope(uid), id, (record) => ({
      ...record,
      agesFrom: at,
    }))
  return from <= at - retention
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
  record.status !== 'Deleting' &&
  (await hasEnded(deps.store, record)) &&
  (await isOldEnough(deps, project, record, retention)) &&
  !(await isCurrentVersion(deps.store, record))

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
  for await (const record of findCandidates(deps, project, retention)) {
    if (started === most) break
    if (!(await isExpired(deps, project, record, retention))) continue
    await startDeletion(deps, workflows, project, record, { user: retentionActor })
    started += 1
  }
  return started
}

/**
 * Starts the deletion of each export beyond the age limit of its project (`exportRetention`).
 * @returns The numbers of deletions that were started, and of projects that failed.
 */
export const expireExports = async (
  deps: ExpireDeps,
  workflows: Workflows,
): Promise<{ readonly started: number; readonly failed: number }> => {
  const outcome = { started: 0, failed: 0 }
  const query: Query = { where: [kindIs(projects.kind)], orderBy: 'id', limit: 100 }
  for await (const documents of queryAll(deps.store, projects, projectPartition, query))
    for (const { document: project } of documents) {
      if (outcome.started >= maxPerRun) return outcome
      try {
        outcome.started += await expireExportsOf(deps, workflows, project, maxPerRun - outcome.started)
      } catch (error) {
        if (!isDomainError(error, 'ServiceUnavailable', 'TooManyRequests')) throw error
        outcome.failed += 1
      }
    }
  return outcome
}
