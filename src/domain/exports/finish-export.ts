import type { Deps } from '../ports/deps.ts'
import { endOperation } from '../model/operations/end-operation.ts'
import { openWork, WorkStopped } from '../model/operations/open-work.ts'
import { endExport } from '../model/exports/end-export.ts'
import type { ExportFile, ExportPlan } from '../model/exports/export.ts'
import { createFormat } from '../formats/index.ts'
import type { FileName, Format } from '../formats/format.ts'
import { findExport } from './get-export.ts'
import { hashBytes, hashFile } from './hash-file.ts'
import { manifestOf, sumParts } from './manifest.ts'
import { openPlan } from './open-plan.ts'
import { readExportParts, type ExportPart } from '../model/exports/export-part.ts'
import { publishFile } from './publish-file.ts'
import { registerDataset } from './register-dataset.ts'
import { splitsOf } from '../model/exports/split-of.ts'

type FinishDeps = Pick<Deps, 'store' | 'files' | 'now'> & { readonly serviceVersion: string }

const putSmall = async (
  { files }: FinishDeps,
  plan: ExportPlan,
  { name, path, contentType }: FileName,
  text: string,
): Promise<ExportFile> => {
  const content = Buffer.from(text)
  await files.put(`${plan.snapshotPath}/${path}`, content, contentType)
  return { name, path, contentType, ...hashBytes(content) }
}

const publishAll = async (
  deps: FinishDeps,
  plan: ExportPlan,
  format: Format,
  parts: readonly ExportPart[],
  usedClasses: ReadonlySet<string>,
): Promise<readonly ExportFile[]> => {
  const published: ExportFile[] = []
  const frame = format.frame({ usedClasses })
  for (const [index, split] of splitsOf(plan.split).entries()) {
    const { name, path, contentType } = format.fileName(split)
    const at = `${plan.snapshotPath}/${path}`
    await publishFile(deps.files, at, contentType, format, frame, parts, index)
    published.push({ name, path, contentType, ...(await hashFile(deps.files, at)) })
    for (const { content, ...file } of format.companions(split))
      published.push(await putSmall(deps, plan, file, content))
  }
  return published
}

/**
 * The last step of an export: publishes its files and the manifest, registers the dataset version, ends it. Run again,
 * it does the same. If the export was canceled meanwhile, closing its operation takes its files away again.
 * @throws WorkStopped, DomainError `ServiceUnavailable`, `DatasetInUse`
 */
export const finishExport =
  (deps: FinishDeps) =>
  async (id: string): Promise<void> => {
    const { operation } = await openWork(deps.store, id, 'export')
    const plan = await openPlan(deps.store, operation.projectUid, operation.export)
    const { document: record } = await findExport(deps.store, plan.uid, plan.export)
    if (!record.open && record.status !== 'Succeeded')
      throw new WorkStopped(`Export ${plan.export} has ended`)
    const parts = await readExportParts(deps.store, plan.uid, plan.export)
    const totals = sumParts(parts)
    if (record.open) {
      const format = createFormat(plan, deps.serviceVersion)
      const files = await publishAll(deps, plan, format, parts, new Set(Object.keys(totals.classes)))
      const manifest = { name: 'manifest.json', path: 'manifest.json', contentType: 'application/json' }
      const text = manifestOf(plan, totals, files, deps.serviceVersion)
      const all = [...files, await putSmall(deps, plan, manifest, text)]
      const { labeledAssetName: name } = record
      const version = name && (await registerDataset(deps, name, record, plan, totals.rows))
      const ended = await endExport(deps, plan.uid, plan.export, {
        status: 'Succeeded',
        exportedRowCount: totals.rows,
        files: all,
        ...(version === undefined ? {} : { datasetVersion: version }),
      })
      if (ended?.status !== 'Succeeded') throw new WorkStopped(`Export ${plan.export} was canceled`)
    }
    await endOperation(deps, id, { status: 'Succeeded', done: totals.seen })
  }
