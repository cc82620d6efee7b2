import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import type { RequestSeed } from '../core/request-seed.ts'
import { datasetName, type DatasetName, type ExportId } from '../core/ids.ts'
import { datasetPartition, datasets } from '../model/datasets/dataset.ts'
import { requireOwnDataset } from '../model/datasets/dataset-owner.ts'
import type { AllowedHosts } from '../model/datastores/container-url.ts'
import { withStoredUrl } from '../model/datastores/own-account.ts'
import { findDatastore } from '../model/datastores/find-datastore.ts'
import { readCounters, sumCounters } from '../model/items/read-counters.ts'
import { withoutGuidance } from '../model/labels/label-class.ts'
import { projectScope, type ProjectDocument } from '../model/projects/project.ts'
import type { Formats } from '../formats/formats.ts'
import {
  exportPlanId,
  exportRecordId,
  exportRecords,
  exportWorkRetention,
  snapshotPathOf,
  type ExportDocument,
  type ExportPlan,
  type ExportSplit,
} from '../model/exports/export.ts'
import { exportOptionNames, withDefaults, type ExportOptions } from '../model/exports/export-options.ts'
import type { ExportIds } from './start-once.ts'

/** Without options the format has its defaults. */
export interface ExportRequest extends ExportOptions {
  /** The name of a format. */
  readonly format: string
  readonly include: ExportPlan['include']
  readonly split?: ExportSplit | undefined
  /** Only items that changed after the snapshot of this export. */
  readonly since?: ExportId | undefined
  /** The name of the labeled dataset; default `<project>-labeled`. */
  readonly name?: DatasetName | undefined
  /** Repeated requests have the same seed, and start one export. */
  readonly seed?: RequestSeed | undefined
}

export type PlanDeps = Pick<Deps, 'store' | 'files' | 'now' | 'newId'> & {
  readonly allowedHosts: AllowedHosts
  readonly formats: Formats
}

const findSince = async (
  { store }: PlanDeps,
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
  const { snapshotAt: at, snapshot, include, unsized, classPaths = {} } = record.document
  return {
    export: id,
    at,
    include,
    ...(unsized && { unsized }),
    ...(snapshot && { snapshot }),
    classPaths,
    renamed: [],
  }
}

/** The options of the format, by default where the request has none. @throws DomainError `InvalidRequest` for options of others */
const optionsOf = ({ formats }: PlanDeps, request: ExportRequest): ExportOptions => {
  const { name: format, options } = formats.of(request.format)
  const other = exportOptionNames.find((name) => request[name] !== undefined && options[name] === undefined)
  if (other !== undefined)
    throw new DomainError(
      'InvalidRequest',
      `Exports in the format ${format} have no option ${other}; leave it out, or GET /formats for the formats that have it`,
      { target: other },
    )
  return withDefaults(request, (name) => options[name] !== undefined)
}

const findDatasetName = async (
  { store, formats }: PlanDeps,
  { id: project, uid }: ProjectDocument,
  { format, name, since }: ExportRequest,
): Promise<DatasetName | undefined> => {
  const registers = formats.of(format).registersDataset === true && since === undefined
  if (!registers && name !== undefined)
    throw new DomainError(
      'InvalidRequest',
      since === undefined
        ? `Exports in the format ${format} register no labeled dataset; leave out the name`
        : 'An export with `since` is no version of a labeled dataset, because it has only what changed; leave out the name',
      { target: 'name' },
    )
  if (!registers) return undefined
  const wanted = name ?? datasetName.parse(`${project.slice(0, 240)}-labeled`)
  const known = (await datasets.read(store, datasetPartition, wanted))?.document
  if (known) await requireOwnDataset(store, known, uid)
  return wanted
}

const placeOf = async (
  { store, allowedHosts }: PlanDeps,
  { datastore }: ProjectDocument,
): Promise<Pick<ExportPlan, 'containerUrl' | 'prefix'>> => {
  const { document } = await findDatastore(store, datastore)
  const { containerUrl, prefix } = withStoredUrl(document, allowedHosts)
  return { containerUrl, ...(prefix === undefined ? {} : { prefix }) }
}

/**
 * The record and the plan of an export: all of its inputs, as they are now.
 * @throws DomainError `ExportNotFound`, `InvalidRequest`, `DatasetInUse`, `DatastoreNotFound`
 */
export const planExport = async (
  deps: PlanDeps,
  caller: Caller,
  project: ProjectDocument,
  request: ExportRequest,
  { id, operation }: ExportIds,
): Promise<{ readonly record: ExportDocument; readonly plan: ExportPlan }> => {
  const since = await findSince(deps, project, request.since)
  const options = optionsOf(deps, request)
  const labeledAssetName = await findDatasetName(deps, project, request)
  const counters = sumCounters(await readCounters(deps.store, project))
  const place = await placeOf(deps, project)
  const snapshotAt = deps.now()
  const { format, include, split } = request
  const common = {
    export: id,
    format,
    include,
    ...options,
    ...(split && { split }),
    ...(since && { since }),
    snapshotAt,
    snapshotPath: snapshotPathOf(project, id),
  }
  return {
    record: {
      ...common,
      id: exportRecordId(id),
      kind: 'export',
      operation,
      status: 'Running',
      open: true,
      startedAt: snapshotAt,
      startedBy: caller.user,
      exportedRowCount: 0,
      totalRowCount: counters.total,
      containerName: deps.files.containerName,
      images: { datastore: project.datastore, ...place },
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
      ...place,
      path: project.path,
      mediaType: project.mediaType,
      taskType: project.taskType,
      classes: project.classes.map(withoutGuidance),
      segments: project.segments,
      ttl: exportWorkRetention,
    },
  }
}
