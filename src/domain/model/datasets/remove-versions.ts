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

interface Found {
  readonly removed: readonly Version[]
  /** The newest of the others. */
  readonly newest: Version | undefined
}

const findVersions = async (store: Store, name: DatasetName, isRemoved: IsRemoved): Promise<Found> => {
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

/**
 * The name goes to the owner of the version. But version 0.1.0 added versions of a later project of the same name to those of
 * an earlier one: then the later project, whose export was the newest, keeps it.
 */
const pointTo = (
  dataset: LabeledDataset,
  { document }: Version,
  owner: DatasetVersionDocument['projectUid'],
): LabeledDataset => ({
  ...dataset,
  project: document.project,
  projectUid:
    document.project === dataset.project
      ? (dataset.projectUid ?? owner ?? document.projectUid)
      : document.projectUid,
  export: document.export,
  version: document.version,
})

/**
 * Makes the dataset name another version if it names one to remove, and remember the greatest number that was given.
 * @returns False after a concurrent change.
 */
const leaveVersion = async (
  store: Store,
  name: DatasetName,
  isRemoved: IsRemoved,
  { removed, newest }: Found,
): Promise<boolean> => {
  const stored = await datasets.read(store, datasetPartition, name)
  if (stored?.document.type !== 'Labeled' || stored.document.deleting) return true
  const { document: dataset, etag: ifMatch } = stored
  const id = datasetVersionId(dataset.version)
  const named = await datasetVersions.read(store, datasetVersionPartition(name), id)
  const known = Math.max(dataset.version, dataset.lastVersion ?? 0)
  const lastVersion = Math.max(known, ...removed.map(({ document }) => document.version))
  const stays = named !== undefined && !isRemoved(named.document)
  if (stays && lastVersion === known) return true
  const left = stays ? dataset : newest && pointTo(dataset, newest, named?.document.projectUid)
  const written = await store.batch(datasets.container, datasetPartition, [
    left
      ? { type: 'replace', document: { ...left, lastVersion }, ifMatch }
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
    const found = await findVersions(store, name, isRemoved)
    const { removed, newest } = found
    if (removed.length === 0) return
    if (!(await leaveVersion(store, name, isRemoved, found))) continue
    if (await deleteVersions(store, name, removed, newest)) return
  }
  throw tooBusy()
}
