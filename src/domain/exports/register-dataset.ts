import type { Deps } from '../ports/deps.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import { queryFirst } from '../model/documents/query-documents.ts'
import { DomainError } from '../core/errors.ts'
import type { DatasetName } from '../core/ids.ts'
import {
  datasetPartition,
  datasets,
  datasetVersionId,
  datasetVersionPartition,
  datasetVersions,
  type DatasetDocument,
  type DatasetVersionDocument,
} from '../model/datasets/dataset.ts'
import type { Store } from '../ports/store.ts'
import type { ExportDocument, ExportPlan } from '../model/exports/export.ts'

const versionsPerRead = 100

const latestVersions = async (
  store: Store,
  name: DatasetName,
): Promise<readonly DatasetVersionDocument[]> => {
  const { documents } = await queryFirst(store, 'workspace', datasetVersionPartition(name), {
    where: [{ field: 'kind', op: 'eq', value: datasetVersions.kind }],
    orderBy: 'version',
    descending: true,
    limit: versionsPerRead,
  })
  return documents.map((stored) => datasetVersions.parse(stored).document)
}

/** Creates the next version for this export, or returns the one from an earlier attempt. */
const createVersion = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  name: DatasetName,
  record: ExportDocument,
  plan: ExportPlan,
  rowCount: number,
): Promise<number> => {
  const partition = datasetVersionPartition(name)
  return untilWritten(store, datasetVersions.container, partition, async () => {
    const versions = await latestVersions(store, name)
    const existing = versions.find((one) => one.export === record.export)
    if (existing) return { value: existing.version }
    const version = (versions[0]?.version ?? 0) + 1
    const document: DatasetVersionDocument = {
      id: datasetVersionId(version),
      kind: 'datasetVersion',
      version,
      project: plan.project,
      export: record.export,
      rowCount,
      containerName: record.containerName,
      snapshotPath: record.snapshotPath,
      createdAt: now(),
      createdBy: record.startedBy,
    }
    const result = await store.batch('workspace', partition, [{ type: 'create', document }])
    return result.ok ? { value: version } : undefined
  })
}

/**
 * Registers a finished export as a version of its labeled dataset. Idempotent.
 * @returns The number of the version.
 * @throws DomainError `DatasetInUse` if the name was given to another dataset after the start of the export
 */
export const registerDataset = async (
  deps: Pick<Deps, 'store' | 'now'>,
  name: DatasetName,
  record: ExportDocument,
  plan: ExportPlan,
  rowCount: number,
): Promise<number> => {
  const { store, now } = deps
  return untilWritten(store, datasets.container, datasetPartition, async (fresh) => {
    const known = await datasets.read(store, datasetPartition, name)
    if (known && (known.document.type !== 'Labeled' || known.document.project !== plan.project)) {
      // An old read can show a dataset that is deleted by now.
      if (!fresh) return undefined
      throw new DomainError(
        'DatasetInUse',
        `The name '${name}' belongs to another dataset; start an export with another name`,
      )
    }
    const version = await createVersion(deps, name, record, plan, rowCount)
    if (known?.document.type === 'Labeled' && known.document.version >= version) return { value: version }
    const document: DatasetDocument = {
      id: name,
      kind: 'dataset',
      type: 'Labeled',
      mediaType: plan.mediaType,
      project: plan.project,
      export: record.export,
      version,
      createdAt: known?.document.createdAt ?? now(),
      createdBy: known?.document.createdBy ?? record.startedBy,
    }
    const result = await store.batch('workspace', datasetPartition, [
      known ? { type: 'replace', document, ifMatch: known.etag } : { type: 'create', document },
    ])
    return result.ok ? { value: version } : undefined
  })
}
