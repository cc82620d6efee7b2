import { auditOperation } from '../model/audit/audit.ts'
import { authorize, type Caller } from '../core/caller.ts'
import { checkMatch, preconditionFailed } from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import type { DatasetName } from '../core/ids.ts'
import { findFirst, listById } from '../model/documents/query-documents.ts'
import { projectPartition, projects } from '../model/projects/project.ts'
import type { Store } from '../ports/store.ts'
import {
  datasetPartition,
  datasets,
  datasetVersionPartition,
  datasetVersions,
} from '../model/datasets/dataset.ts'
import { findDataset } from '../model/datasets/find-dataset.ts'

const requireUnused = async (store: Store, name: DatasetName): Promise<void> => {
  const user = await findFirst(store, projects, projectPartition, ({ dataset }) => dataset === name)
  if (user)
    throw new DomainError(
      'DatasetInUse',
      `Project '${user.id}' uses dataset '${name}'; delete that project first`,
      { target: 'dataset' },
    )
}

const deleteVersions = async (store: Store, name: DatasetName): Promise<void> => {
  const partition = datasetVersionPartition(name)
  for (;;) {
    const { documents } = await listById(store, datasetVersions, partition, { maxpagesize: 100 })
    if (documents.length === 0) return
    // A batch fails after a concurrent deletion; the next round reads the remaining versions.
    await store.batch(
      datasetVersions.container,
      partition,
      documents.map(({ document, etag }) => ({ type: 'delete', id: document.id, ifMatch: etag })),
    )
  }
}

/**
 * Deletes a dataset and its versions. The files stay in their storage.
 * @throws DomainError `Forbidden`, `DatasetNotFound`, `DatasetInUse`, `PreconditionFailed`
 */
export const deleteDataset =
  ({ store, now, newId }: Pick<Deps, 'store' | 'now' | 'newId'>) =>
  async (
    caller: Caller,
    { dataset: name, ifMatch }: { readonly dataset: DatasetName; readonly ifMatch: string },
  ): Promise<void> => {
    authorize(caller, 'Admin')
    const stored = await findDataset(store, name)
    checkMatch(stored, ifMatch)
    await requireUnused(store, name)
    // The versions first, so that an interrupted deletion can be repeated.
    await deleteVersions(store, name)
    const result = await store.batch(datasets.container, datasetPartition, [
      { type: 'delete', id: name, ifMatch: stored.etag },
      auditOperation(
        caller,
        undefined,
        { at: now(), unique: newId() },
        { action: 'DeleteDataset', target: name },
      ),
    ])
    if (!result.ok) throw preconditionFailed()
  }

export type DeleteDataset = ReturnType<typeof deleteDataset>
