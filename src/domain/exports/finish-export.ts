import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import { endOperation } from '../model/operations/end-operation.ts'
import { openWork, WorkStopped } from '../model/operations/open-work.ts'
import { hashClassPaths } from '../model/exports/class-paths.ts'
import { endExport } from '../model/exports/end-export.ts'
import {
  aboutFolder,
  exportRecordId,
  exportRecords,
  type ExportDocument,
  type ExportFile,
  type ExportPlan,
} from '../model/exports/export.ts'
import { removeVersionOf } from '../model/exports/remove-export.ts'
import { fencedReads } from '../model/documents/fenced-reads.ts'
import { projectScope } from '../model/projects/project.ts'
import { findExport } from './get-export.ts'
import { publishItemLists } from './item-lists.ts'
import { writeSmallFile } from './layouts/layout.ts'
import { manifestOf, sumParts, type ExportTotals } from './manifest.ts'
import type { Formats } from '../formats/formats.ts'
import type { CreateZip } from '../ports/archives.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { openLayout } from './open-layout.ts'
import { openPlan, type PlanDeps } from './open-plan.ts'
import { readExportParts, type ExportPart, type WrittenParts } from '../model/exports/export-part.ts'
import { readmeOf } from './readme.ts'
import { registerDataset } from './register-dataset.ts'

type FinishDeps = Pick<Deps, 'store' | 'files' | 'now'> &
  PlanDeps & {
    readonly createZip: CreateZip
    readonly serviceVersion: string
    readonly tasks: Tasks
    readonly formats: Formats
  }

const manifestFile = {
  name: 'manifest.json',
  path: `${aboutFolder}/manifest.json`,
  contentType: 'application/json',
}

const publishAll = async (
  deps: FinishDeps,
  plan: ExportPlan,
  parts: readonly ExportPart[],
  totals: ExportTotals,
): Promise<readonly ExportFile[]> => {
  const { serviceVersion } = deps
  const { task, format, layout } = openLayout(deps, plan)
  const context = { plan, serviceVersion, regions: task.regions }
  const files = await layout.publish(parts, { usedClasses: new Set(Object.keys(totals.classes)) })
  const readme = await writeSmallFile(deps, context, readmeOf(format, context, totals.splits))
  const all = [...files, readme, ...(await publishItemLists(deps.files, plan, parts))]
  const content = manifestOf(plan, totals, all, serviceVersion)
  return [...all, await writeSmallFile(deps, context, { ...manifestFile, content })]
}

/** Compares the stored parts with those that the steps wrote. @throws DomainError `ServiceUnavailable` */
const requireAll = (parts: readonly ExportPart[], totals: ExportTotals, written: WrittenParts): void => {
  const { rows, seen } = totals
  if (parts.length !== written.parts || rows !== written.rows || seen !== written.seen)
    throw new DomainError(
      'ServiceUnavailable',
      `The store shows ${parts.length} parts with ${rows} rows of an export with ${written.parts} parts and ${written.rows} rows; the operation retries`,
    )
}

/** Reads again, behind a fence, whether the export is to end: publishing takes long. @throws WorkStopped */
const requireOpen = async (deps: FinishDeps, id: string, plan: ExportPlan): Promise<ExportDocument> => {
  const store = fencedReads(deps.store)
  await openWork(store, id, 'export')
  const record = (await exportRecords.read(store, projectScope(plan.uid), exportRecordId(plan.export)))
    ?.document
  if (!record?.open) throw new WorkStopped(`Export ${plan.export} has ended`)
  return record
}

/**
 * Publishes, registers and ends. The export can be canceled or deleted, or its dataset deleted, between the registration and
 * the end: then it removes the version that it registered. If the record does not exist any more, only a version of this
 * attempt is removed, because a project that was deleted can have left that of another one.
 * @throws WorkStopped, DomainError `ServiceUnavailable`, `DatasetInUse`
 */
const publishAndEnd = async (
  deps: FinishDeps,
  id: string,
  plan: ExportPlan,
  parts: readonly ExportPart[],
  totals: ExportTotals,
): Promise<void> => {
  const files = await publishAll(deps, plan, parts, totals)
  const record = await requireOpen(deps, id, plan)
  const { labeledAssetName: name, versionDeleted } = record
  const registered =
    name !== undefined && !versionDeleted
      ? await registerDataset(deps, name, record, plan, totals.rows)
      : undefined
  const ended = await endExport(deps, plan.uid, plan.export, {
    status: 'Succeeded',
    snapshot: plan.snapshot,
    classPaths: hashClassPaths(plan.classes),
    exportedRowCount: totals.rows,
    files,
    ...(registered && { datasetVersion: registered.version }),
  })
  const isNamed = ended?.status === 'Succeeded' && ended.datasetVersion !== undefined
  if (!isNamed && (ended || registered?.created)) await removeVersionOf(deps.store, record)
  if (ended?.status !== 'Succeeded') throw new WorkStopped(`Export ${plan.export} was canceled`)
}

/**
 * The last step of an export: publishes its files and manifest, registers the dataset version, and ends the export.
 * Idempotent. If the export was canceled or deleted concurrently, `closeWork` deletes its files.
 * @throws WorkStopped, DomainError `ServiceUnavailable`, `DatasetInUse`
 */
export const finishExport =
  (deps: FinishDeps) =>
  async (id: string, written: WrittenParts): Promise<void> => {
    const { operation } = await openWork(deps.store, id, 'export')
    const plan = await openPlan(deps, operation.projectUid, operation.export)
    const { document: record } = await findExport(deps.store, plan.uid, plan.export)
    if (!record.open && record.status !== 'Succeeded')
      throw new WorkStopped(`Export ${plan.export} has ended`)
    const parts = await readExportParts(deps.store, plan.uid, plan.export)
    const totals = sumParts(parts)
    requireAll(parts, totals, written)
    if (record.open) await publishAndEnd(deps, id, plan, parts, totals)
    else if (record.datasetVersion === undefined) await removeVersionOf(deps.store, record)
    await openLayout(deps, plan).layout.cleanUp()
    await endOperation(deps, id, { status: 'Succeeded', done: totals.seen })
  }
