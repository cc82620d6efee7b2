import type { Deps } from '../ports/deps.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import { queryFirst } from '../model/documents/query-documents.ts'
import type { DatasetName } from '../core/ids.ts'
import {
  datasetPartition,
  datasets,
  datasetVersionId,
  datasetVersionPartition,
  datasetVersions,
  type DatasetVersionDocument,
  type LabeledDataset,
} from '../model/datasets/dataset.ts'
import { requireOwnDataset } from '../model/datasets/dataset-owner.ts'
import type { Store } from '../ports/store.ts'
import type { ExportDocument, ExportPlan } from '../model/exports/export.ts'

const versionsPerRead = 100

interface Registered {
  readonly version: number
  /** True if this call created the version; false if an earlier attempt did. */
  readonly created: boolean
}

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

/**
 * Creates the next version for this export, or returns the one from an earlier attempt.
 * @param lastVersion The greatest number that the dataset has given, also to a version that was deleted.
 */
const createVersion = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  name: DatasetName,
  record: ExportDocument,
  plan: ExportPlan,
  rowCount: number,
  lastVersion: number,
): Promise<Registered> => {
  const partition = datasetVersionPartition(name)
  return untilWritten<Registered>(store, datasetVersions.container, partition, async () => {
    const versions = await latestVersions(store, name)
    const existing = versions.find((one) => one.export === record.export)
    if (existing) return { value: { version: existing.version, created: false } }
    const version = Math.max(versions[0]?.version ?? 0, lastVersion) + 1
    const document: DatasetVersionDocument = {
      id: datasetVersionId(version),
      kind: 'datasetVersion',
      version,
      project: plan.project,
      projectUid: plan.uid,
      export: record.export,
      rowCount,
      containerName: record.containerName,
      snapshotPath: record.snapshotPath,
      createdAt: now(),
      createdBy: record.startedBy,
    }
    const result = await store.batch('workspace', partition, [{ type: 'create', document }])
    return result.ok ? { value: { version, created: true } } : undefined
  })
}

/**
 * Registers a finished export as a version of its labeled dataset. Idempotent. The owner is checked before each write, so
 * the name stays with one project. If another project wins the name after the version was created, the export fails, and
 * `closeWork` removes this version before the files.
 * @throws DomainError `DatasetInUse` if the name was given to another dataset after the start of the export
 */
export const registerDataset = async (
  deps: Pick<Deps, 'store' | 'now'>,
  name: DatasetName,
  record: ExportDocument,
  plan: ExportPlan,
  rowCount: number,
): Promise<Registered> => {
  const { store, now } = deps
  let created = false
  return untilWritten(store, datasets.container, datasetPartition, async () => {
    // An old read can show a dataset that is deleted by now, or not show its owner.
    await store.fence(datasets.container, datasetPartition)
    const stored = await datasets.read(store, datasetPartition, name)
    const known = stored && (await requireOwnDataset(store, stored.document, plan.uid))
    const lastVersion = Math.max(known?.version ?? 0, known?.lastVersion ?? 0)
    const given = await createVersion(deps, name, record, plan, rowCount, lastVersion)
    const { version } = given
    created ||= given.created
    if (known && known.version >= version) return { value: { version, created } }
    const document: LabeledDataset = {
      ...(known ?? {
        id: name,
        kind: 'dataset',
        type: 'Labeled',
        mediaType: plan.mediaType,
        createdAt: now(),
        createdBy: record.startedBy,
      }),
      project: plan.project,
      projectUid: plan.uid,
      export: record.export,
      version,
    }
    const result = await store.batch('workspace', datasetPartition, [
      stored ? { type: 'replace', document, ifMatch: stored.etag } : { type: 'create', document },
    ])
    return result.ok ? { value: { version, created } } : undefined
  })
}
