import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import { endOperation } from '../model/operations/end-operation.ts'
import { openWork, WorkStopped } from '../model/operations/open-work.ts'
import { hashClassPaths } from '../model/exports/class-paths.ts'
import { endExport } from '../model/exports/end-export.ts'
import type { ExportFile, ExportPlan } from '../model/exports/export.ts'
import { findExport } from './get-export.ts'
import { writeSmallFile } from './layouts/layout.ts'
import { manifestOf, sumParts, type ExportTotals } from './manifest.ts'
import type { Formats } from '../formats/formats.ts'
import type { CreateZip } from '../ports/archives.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { openLayout } from './open-layout.ts'
import { openPlan, type PlanDeps } from './open-plan.ts'
import { readExportParts, type ExportPart, type WrittenParts } from '../model/exports/export-part.ts'
import { registerDataset } from './register-dataset.ts'
import { publishRemovals } from './removals.ts'

type FinishDeps = Pick<Deps, 'store' | 'files' | 'now'> &
  PlanDeps & {
    readonly createZip: CreateZip
    readonly serviceVersion: string
    readonly tasks: Tasks
    readonly formats: Formats
  }

const manifestFile = { name: 'manifest.json', path: 'manifest.json', contentType: 'application/json' }

const publishAll = async (
  deps: FinishDeps,
  plan: ExportPlan,
  parts: readonly ExportPart[],
  totals: ExportTotals,
): Promise<readonly ExportFile[]> => {
  const { serviceVersion } = deps
  const { task, layout } = openLayout(deps, plan)
  const files = await layout.publish(parts, { usedClasses: new Set(Object.keys(totals.classes)) })
  const removed = await publishRemovals(deps.files, plan, parts)
  const content = manifestOf(plan, totals, [...files, ...removed], serviceVersion)
  const manifest = { ...manifestFile, content }
  return [
    ...files,
    ...removed,
    await writeSmallFile(deps, { plan, serviceVersion, regions: task.regions }, manifest),
  ]
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

/**
 * The last step of an export: publishes its files and manifest, registers the dataset version, and ends the export.
 * Idempotent. If the export was canceled concurrently, `closeWork` deletes its files.
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
    if (record.open) {
      const files = await publishAll(deps, plan, parts, totals)
      const { labeledAssetName: name } = record
      const version = name && (await registerDataset(deps, name, record, plan, totals.rows))
      const ended = await endExport(deps, plan.uid, plan.export, {
        status: 'Succeeded',
        snapshot: plan.snapshot,
        classPaths: hashClassPaths(plan.classes),
        exportedRowCount: totals.rows,
        files,
        ...(version === undefined ? {} : { datasetVersion: version }),
      })
      if (ended?.status !== 'Succeeded') throw new WorkStopped(`Export ${plan.export} was canceled`)
    }
    await openLayout(deps, plan).layout.cleanUp()
    await endOperation(deps, id, { status: 'Succeeded', done: totals.seen })
  }
