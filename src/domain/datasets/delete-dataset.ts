import { auditOperation } from '../model/audit/audit.ts'
import { authorize, type Caller } from '../core/caller.ts'
import { checkMatch, preconditionFailed } from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import type { DatasetName } from '../core/ids.ts'
import { findFirst, listById } from '../model/documents/query-documents.ts'
import { untilWritten } from '../model/documents/until-written.ts'
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

/** @returns False if there was none. */
const deleteSomeVersions = (store: Store, partition: string): Promise<boolean> =>
  untilWritten(store, datasetVersions.container, partition, async (fresh) => {
    const { documents } = await listById(store, datasetVersions, partition, { maxpagesize: 100 })
    // Only a fresh read can tell that there is none.
    if (documents.length === 0) return fresh ? { value: false } : undefined
    // A batch fails after a concurrent deletion; the next round reads the remaining versions.
    const { ok } = await store.batch(
      datasetVersions.container,
      partition,
      documents.map(({ document, etag }) => ({ type: 'delete', id: document.id, ifMatch: etag })),
    )
    return ok ? { value: true } : undefined
  })

const deleteVersions = async (store: Store, name: DatasetName): Promise<void> => {
  while (await deleteSomeVersions(store, datasetVersionPartition(name)));
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
