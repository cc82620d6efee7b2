import { auditOperation } from '../model/audit/audit.ts'
import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError, isDomainError } from '../core/errors.ts'
import type { Millis } from '../core/time.ts'
import {
  datasetName,
  exportId,
  operationId,
  type DatasetName,
  type ExportId,
  type ProjectName,
} from '../core/ids.ts'
import { datasetPartition, datasets } from '../model/datasets/dataset.ts'
import type { AllowedHosts } from '../model/datastores/container-url.ts'
import { toStoredContainerUrl } from '../model/datastores/own-account.ts'
import { datastorePartition, datastores } from '../model/datastores/datastore.ts'
import { readCounters, sumCounters } from '../model/items/read-counters.ts'
import { endOperation } from '../model/operations/end-operation.ts'
import { startOperation, writeIntent, type OperationIntent } from '../model/operations/start-operation.ts'
import { openProject } from '../model/projects/project-access.ts'
import { requireCreated } from '../model/projects/project-status.ts'
import { projectScope, type ProjectDocument } from '../model/projects/project.ts'
import type { Workflows } from '../ports/workflows.ts'
import type { Formats } from '../formats/formats.ts'
import type { Tasks } from '../tasks/tasks.ts'
import {
  exportPlanId,
  exportRecordId,
  exportRecords,
  exportsPrefix,
  exportWorkRetention,
  type ExportDocument,
  type ExportPlan,
  type ExportSplit,
} from '../model/exports/export.ts'
import { createRecord } from './create-record.ts'

export interface ExportRequest {
  /** The name of a format. */
  readonly format: string
  readonly include: ExportPlan['include']
  readonly split?: ExportSplit | undefined
  /** Only items that changed after the snapshot of this export. */
  readonly since?: ExportId | undefined
  /** The name of the labeled dataset; default `<project>-labeled`. */
  readonly name?: DatasetName | undefined
}

type StartDeps = Pick<Deps, 'store' | 'files' | 'now' | 'newId'> & {
  readonly allowedHosts: AllowedHosts
  readonly tasks: Tasks
  readonly formats: Formats
}

/**
 * Overlap of incremental exports, in milliseconds. An answer gets its time before it is written, so an answer from before
 * a snapshot may be written after the export has read the item. The overlap repeats such items rather than missing them.
 */
const snapshotOverlap: Millis = 10_000

const checkFormat = (
  { tasks, formats }: StartDeps,
  project: ProjectDocument,
  request: ExportRequest,
): void => {
  const format = formats.of(request.format)
  const { region } = tasks.of(project)
  if (!format.write || !format.takes.includes(region))
    throw new DomainError(
      'UnsupportedTask',
      `The format ${format.name} does not support labels of a ${project.taskType} project; GET its formats for those that do`,
      { target: 'format' },
    )
}

const findSince = async (
  { store }: StartDeps,
  { uid }: ProjectDocument,
  id: ExportId | undefined,
): Promise<ExportPlan['since']> => {
  if (id === undefined) return undefined
  const record = await exportRecords.read(store, projectScope(uid), exportRecordId(id))
  if (record?.document.status !== 'Succeeded')
    throw new DomainError(
      'ExportNotFound',
      `There is no finished export '${id}' in this project; list its exports`,
      {
        target: 'since',
      },
    )
  return { export: id, at: record.document.snapshotAt - snapshotOverlap }
}

const findDatasetName = async (
  { store, formats }: StartDeps,
  { id: project }: ProjectDocument,
  { format, name }: ExportRequest,
): Promise<DatasetName | undefined> => {
  if (!formats.of(format).registersDataset) return undefined
  const wanted = name ?? datasetName.parse(`${project.slice(0, 240)}-labeled`)
  const known = (await datasets.read(store, datasetPartition, wanted))?.document
  if (known && (known.type !== 'Labeled' || known.project !== project))
    throw new DomainError(
      'DatasetInUse',
      `The name '${wanted}' belongs to another dataset; give another name`,
      {
        target: 'name',
      },
    )
  return wanted
}

const containerUrlOf = async (
  { store, allowedHosts }: StartDeps,
  { datastore }: ProjectDocument,
): Promise<string> => {
  const known = await datastores.read(store, datastorePartition, datastore)
  if (!known) throw new DomainError('DatastoreNotFound', `There is no datastore '${datastore}'`)
  return toStoredContainerUrl(known.document.containerUrl, allowedHosts)
}

const buildDocuments = async (
  deps: StartDeps,
  caller: Caller,
  project: ProjectDocument,
  request: ExportRequest,
): Promise<{ readonly record: ExportDocument; readonly plan: ExportPlan }> => {
  const id = exportId.parse(deps.newId())
  const since = await findSince(deps, project, request.since)
  const labeledAssetName = await findDatasetName(deps, project, request)
  const counters = sumCounters(await readCounters(deps.store, project))
  const snapshotAt = deps.now()
  const { format, include, split } = request
  const common = {
    export: id,
    format,
    include,
    ...(split && { split }),
    ...(since && { since }),
    snapshotAt,
    snapshotPath: `${exportsPrefix(project)}${id}`,
  }
  return {
    record: {
      ...common,
      id: exportRecordId(id),
      kind: 'export',
      operation: operationId.parse(deps.newId()),
      status: 'Running',
      open: true,
      startedAt: snapshotAt,
      startedBy: caller.user,
      exportedRowCount: 0,
      totalRowCount: counters.total,
      containerName: deps.files.containerName,
      ...(labeledAssetName && { labeledAssetName }),
      files: [],
    },
    plan: {
      ...common,
      id: exportPlanId(id),
      kind: 'exportPlan',
      project: project.id,
      uid: project.uid,
      displayName: project.displayName,
      description: project.description,
      dataset: project.dataset,
      datastore: project.datastore,
      containerUrl: await containerUrlOf(deps, project),
      path: project.path,
      mediaType: project.mediaType,
      taskType: project.taskType,
      classes: project.classes,
      segments: project.segments,
      ttl: exportWorkRetention,
    },
  }
}

/**
 * Starts an export with a snapshot of the present labels.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `ProjectBusy`, `TooManyExports`; `ExportNotFound` for `since`;
 * `DatasetInUse` if `name` belongs to another dataset; `UnsupportedTask` for a format that does not support the labels
 */
export const startExport =
  (deps: StartDeps) =>
  async (
    caller: Caller,
    workflows: Workflows,
    name: ProjectName,
    request: ExportRequest,
  ): Promise<ExportDocument> => {
    const { document: project } = await openProject(deps.store, caller, name, 'Reviewer')
    requireCreated(project)
    checkFormat(deps, project, request)
    const { record, plan } = await buildDocuments(deps, caller, project, request)
    const intent: OperationIntent = {
      id: record.operation,
      work: 'export',
      export: record.export,
      project: project.id,
      projectUid: project.uid,
      startedBy: caller.user,
      requestId: workflows.requestId,
      total: record.totalRowCount,
    }
    // Intent first: after a crash, or an unknown result of the next write, the operation is resumed and either runs the
    // export or finds no plan and ends.
    await writeIntent(deps, intent)
    try {
      await createRecord(deps.store, project.uid, record, plan, [
        auditOperation(
          caller,
          project,
          { at: record.startedAt, unique: deps.newId() },
          { action: 'StartExport', target: record.export },
        ),
      ])
    } catch (error) {
      if (isDomainError(error, 'TooManyExports'))
        await endOperation(deps, record.operation, { status: 'Canceled' })
      throw error
    }
    await startOperation(deps, workflows, intent)
    return record
  }

export type StartExport = ReturnType<typeof startExport>
