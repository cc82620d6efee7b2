import { auditOperation } from '../model/audit/audit.ts'
import { authorize, type Caller } from '../core/caller.ts'
import { checkMatch, requireMatch } from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import type { DatasetName } from '../core/ids.ts'
import { findFirst } from '../model/documents/query-documents.ts'
import { fencedReads } from '../model/documents/fenced-reads.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import { projectPartition, projects } from '../model/projects/project.ts'
import type { Store, Stored } from '../ports/store.ts'
import { datasetPartition, datasets, type LabeledDataset } from '../model/datasets/dataset.ts'
import { deleteVersions } from './delete-versions.ts'

const requireUnused = async (store: Store, name: DatasetName): Promise<void> => {
  const user = await findFirst(store, projects, projectPartition, ({ dataset }) => dataset === name)
  if (user)
    throw new DomainError(
      'DatasetInUse',
      `Project '${user.id}' uses dataset '${name}'; delete that project first`,
      { target: 'dataset' },
    )
}

/**
 * Marks a labeled dataset before its versions are deleted: no export adds a version any more, and nothing is read from it.
 * @returns The etag of the document; undefined after a concurrent change.
 */
const markDeleting = async (
  store: Store,
  { document, etag }: Stored<LabeledDataset>,
): Promise<string | undefined> => {
  if (document.deleting) return etag
  const marked = await store.batch(datasets.container, datasetPartition, [
    { type: 'replace', document: { ...document, deleting: true }, ifMatch: etag },
  ])
  return marked.ok ? (marked.etags[0] ?? '') : undefined
}

/**
 * Deletes a dataset and its versions. The files of a version stay with its export; without one they are deleted. The files
 * of a dataset of files stay. An interrupted deletion is completed by repeating it. Idempotent: a dataset that does not exist is deleted.
 * @throws DomainError `Forbidden`, `DatasetInUse`, `PreconditionRequired`, `PreconditionFailed`
 */
export const deleteDataset =
  (deps: Pick<Deps, 'store' | 'files' | 'now' | 'newId'>) =>
  async (
    caller: Caller,
    {
      dataset: name,
      ifMatch: given,
    }: { readonly dataset: DatasetName; readonly ifMatch: string | undefined },
  ): Promise<void> => {
    authorize(caller, 'Admin')
    const { now, newId, files } = deps
    // A use or a version that an old read does not show must not be left behind.
    const store = fencedReads(deps.store)
    await untilWritten(store, datasets.container, datasetPartition, async () => {
      const stored = await datasets.read(store, datasetPartition, name)
      if (!stored) return { value: undefined }
      const { document, etag } = stored
      const ifMatch = requireMatch(given)
      // The mark has passed the condition, and has changed the etag: a repetition completes the deletion.
      if (document.type !== 'Labeled' || !document.deleting) checkMatch({ etag }, ifMatch)
      await requireUnused(store, name)
      const current = document.type === 'Labeled' ? await markDeleting(store, { document, etag }) : etag
      if (current === undefined) return undefined
      if (document.type === 'Labeled') await deleteVersions({ store, files }, name)
      const result = await store.batch(datasets.container, datasetPartition, [
        { type: 'delete', id: name, ifMatch: current },
        auditOperation(
          caller,
          undefined,
          { at: now(), unique: newId() },
          { action: 'DeleteDataset', target: name },
        ),
      ])
      return result.ok ? { value: undefined } : undefined
    })
  }

export type DeleteDataset = ReturnType<typeof deleteDataset>
