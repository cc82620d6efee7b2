import { DomainError, isDomainError, passingCodes } from '../../core/errors.ts'
import type { BlobSource } from '../../ports/blobs.ts'
import type { Deps } from '../../ports/deps.ts'
import { datastorePartition, type DatastoreDocument } from '../datastores/datastore.ts'
import { forgetDatastore, readDatastore, recallDatastore } from '../datastores/recent-datastores.ts'
import type { ProjectDocument } from './project.ts'

type SourceDeps = Pick<Deps, 'store' | 'blobs' | 'now'>

/** Reads the datastore of a project as it is now. @throws DomainError `DatastoreUnreachable` */
const readProjectDatastore = async (
  { store, now }: SourceDeps,
  project: ProjectDocument,
): Promise<DatastoreDocument> => {
  const datastore = await readDatastore(store, project.datastore, now())
  if (!datastore)
    throw new DomainError(
      'DatastoreUnreachable',
      `The datastore '${project.datastore}' of this project does not exist; ask an administrator to create it again`,
    )
  return datastore
}

/** Opens the datastore of a project as it is now. @throws DomainError `DatastoreUnreachable` */
export const openProjectSource = async (deps: SourceDeps, project: ProjectDocument): Promise<BlobSource> =>
  deps.blobs.open(await readProjectDatastore(deps, project))

/**
 * Uses the source of a project's files. Before a lasting failure counts, the datastore is read again: it may have been replaced
 * since this process read it, or created on another instance a moment ago.
 */
export const withProjectSource = async <T>(
  deps: SourceDeps,
  project: ProjectDocument,
  use: (source: BlobSource, datastore: DatastoreDocument) => Promise<T>,
): Promise<T> => {
  const { store, blobs, now } = deps
  const useNow = async (): Promise<T> => {
    const datastore = await readProjectDatastore(deps, project)
    return use(await blobs.open(datastore), datastore)
  }
  const recent = recallDatastore(store, project.datastore, now())
  if (recent)
    try {
      return await use(await blobs.open(recent), recent)
    } catch (error) {
      if (!isDomainError(error) || isDomainError(error, ...passingCodes)) throw error
      forgetDatastore(store, project.datastore)
    }
  try {
    return await useNow()
  } catch (error) {
    if (!store.canLag || !isDomainError(error, 'DatastoreUnreachable')) throw error
    await store.fence('workspace', datastorePartition)
    return useNow()
  }
}
