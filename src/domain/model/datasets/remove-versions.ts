import { tooBusy } from '../../core/errors.ts'
import type { DatasetName } from '../../core/ids.ts'
import type { Store, Stored } from '../../ports/store.ts'
import { queryAll } from '../documents/query-documents.ts'
import {
  datasetPartition,
  datasets,
  datasetVersionId,
  datasetVersionPartition,
  datasetVersions,
  type DatasetVersionDocument,
  type LabeledDataset,
} from './dataset.ts'

type Version = Stored<DatasetVersionDocument>
type IsRemoved = (version: DatasetVersionDocument) => boolean

const attempts = 20
const versionsPerRead = 200
const deletionsPerBatch = 99

/** The versions to remove, and the newest of the others. */
const findVersions = async (
  store: Store,
  name: DatasetName,
  isRemoved: IsRemoved,
): Promise<{ readonly removed: readonly Version[]; readonly newest: Version | undefined }> => {
  const removed: Version[] = []
  let newest: Version | undefined
  const list = queryAll(store, datasetVersions, datasetVersionPartition(name), {
    where: [{ field: 'kind', op: 'eq', value: datasetVersions.kind }],
    orderBy: 'version',
    descending: true,
    limit: versionsPerRead,
  })
  for await (const versions of list)
    for (const version of versions) {
      if (isRemoved(version.document)) removed.push(version)
      else newest ??= version
    }
  return { removed, newest }
}

const pointTo = (dataset: LabeledDataset, { document }: Version): LabeledDataset => ({
  ...dataset,
  project: document.project,
  projectUid: document.projectUid,
  export: document.export,
  version: document.version,
  lastVersion: Math.max(dataset.lastVersion ?? 0, dataset.version),
})

/** Makes the dataset name another version if it names one to remove. @returns False after a concurrent change. */
const leaveVersion = async (
  store: Store,
  name: DatasetName,
  isRemoved: IsRemoved,
  newest: Version | undefined,
): Promise<boolean> => {
  const stored = await datasets.read(store, datasetPartition, name)
  if (stored?.document.type !== 'Labeled' || stored.document.deleting) return true
  const { document: dataset, etag: ifMatch } = stored
  const id = datasetVersionId(dataset.version)
  const named = await datasetVersions.read(store, datasetVersionPartition(name), id)
  if (named && !isRemoved(named.document)) return true
  const written = await store.batch(datasets.container, datasetPartition, [
    newest
      ? { type: 'replace', document: pointTo(dataset, newest), ifMatch }
      : { type: 'delete', id: name, ifMatch },
  ])
  return written.ok
}

/**
 * Deletes versions. It also replaces the newest remaining one, so that a concurrent removal of that version fails and
 * looks again at what the dataset names.
 * @returns False after a concurrent change.
 */
const deleteVersions = async (
  store: Store,
  name: DatasetName,
  removed: readonly Version[],
  newest: Version | undefined,
): Promise<boolean> => {
  let ifMatch = newest?.etag ?? ''
  for (let first = 0; first < removed.length; first += deletionsPerBatch) {
    const written = await store.batch(datasetVersions.container, datasetVersionPartition(name), [
      ...removed
        .slice(first, first + deletionsPerBatch)
        .map(({ document, etag }) => ({ type: 'delete' as const, id: document.id, ifMatch: etag })),
      ...(newest ? [{ type: 'replace' as const, document: newest.document, ifMatch }] : []),
    ])
    if (!written.ok) return false
    ifMatch = written.etags.at(-1) ?? ''
  }
  return true
}

/**
 * Removes versions of a labeled dataset, before their files are deleted. The dataset first: it names the newest remaining
 * version, or is deleted with its last one. So a crash leaves nothing that names what is gone. Idempotent.
 * @throws DomainError `ServiceUnavailable`
 */
export const removeVersions = async (
  store: Store,
  name: DatasetName,
  isRemoved: IsRemoved,
): Promise<void> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { removed, newest } = await findVersions(store, name, isRemoved)
    if (removed.length === 0) return
    if (!(await leaveVersion(store, name, isRemoved, newest))) continue
    if (await deleteVersions(store, name, removed, newest)) return
  }
  throw tooBusy()
}
