import { auditOperation } from '../model/audit/audit.ts'
import { authorize, type Caller } from '../core/caller.ts'
import { checkAbsent, checkMatch, checkNoMatch } from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import type { DatasetName, DatastoreName } from '../core/ids.ts'
import { findDatastore } from '../model/datastores/find-datastore.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import type { Stored } from '../ports/store.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { checkPath } from '../model/datasets/check-path.ts'
import { datasetPartition, datasets, type DatasetDocument } from '../model/datasets/dataset.ts'

export interface PutDatasetInput {
  readonly dataset: DatasetName
  readonly mediaType: DatasetDocument['mediaType']
  readonly datastore: DatastoreName
  readonly path: string
  readonly description?: string | undefined
  readonly ifMatch: string | undefined
  /** Changes nothing that exists. */
  readonly createOnly?: boolean
}

export interface PutDatasetResult {
  readonly created: boolean
  readonly stored: Stored<DatasetDocument>
}

const immutable = (): DomainError =>
  new DomainError(
    'DatasetImmutable',
    'Only the description of a dataset can change; create another dataset for other files',
    { target: 'dataset' },
  )

const isSameChoice = (
  document: DatasetDocument,
  { mediaType, datastore, path }: Pick<PutDatasetInput, 'mediaType' | 'datastore' | 'path'>,
): boolean =>
  document.type === 'Files' &&
  document.mediaType === mediaType &&
  document.datastore === datastore &&
  document.path === path

/**
 * Creates a dataset from a selection of files, or changes the description of an existing one. No file is read; the files
 * may be added later. A dataset that is already as it was sent stays as it is, whatever the condition.
 * @throws DomainError `Forbidden`, `InvalidRequest`, `UnsupportedTask`, `DatastoreNotFound`, `DatasetImmutable`,
 * `PreconditionRequired`, `PreconditionFailed`
 */
export const putDataset =
  ({ store, now, newId, tasks }: Pick<Deps, 'store' | 'now' | 'newId'> & { readonly tasks: Tasks }) =>
  async (caller: Caller, input: PutDatasetInput): Promise<PutDatasetResult> => {
    authorize(caller, 'Admin')
    const { dataset, mediaType, datastore, description, ifMatch, createOnly } = input
    if (!tasks.media.includes(mediaType))
      throw new DomainError(
        'UnsupportedTask',
        `No task type labels data of type ${mediaType}; use ${tasks.media.join(' or ')}`,
        { target: 'mediaType' },
      )
    const path = checkPath(input.path)
    return untilWritten(store, datasets.container, datasetPartition, async (fresh) => {
      const existing = await datasets.read(store, datasetPartition, dataset)
      if (existing) {
        const isChosen = isSameChoice(existing.document, { mediaType, datastore, path })
        const isSame = isChosen && existing.document.description === description
        checkAbsent(createOnly, isSame)
        // What is answered without a write must not rest on an old read.
        if (isSame) return fresh ? { value: { created: false, stored: existing } } : undefined
        if (!isChosen) throw immutable()
        checkMatch(existing, ifMatch)
      } else checkNoMatch(ifMatch)
      await findDatastore(store, datastore)
      const at = now()
      const document: DatasetDocument = existing
        ? { ...existing.document, description }
        : {
            id: dataset,
            kind: 'dataset',
            type: 'Files',
            mediaType,
            datastore,
            path,
            description,
            createdAt: at,
            createdBy: caller.user,
          }
      const written = await store.batch(datasets.container, datasetPartition, [
        existing ? { type: 'replace', document, ifMatch: existing.etag } : { type: 'create', document },
        auditOperation(
          caller,
          undefined,
          { at, unique: newId() },
          { action: existing ? 'DescribeDataset' : 'CreateDataset', target: dataset },
        ),
      ])
      return written.ok
        ? { value: { created: !existing, stored: { document, etag: written.etags[0] ?? '' } } }
        : undefined
    })
  }

export type PutDataset = ReturnType<typeof putDataset>
