import { DomainError } from '../core/errors.ts'
import type { Deps } from '../ports/deps.ts'
import type { RenditionKind } from '../ports/renditions.ts'
import type { ItemDocument } from '../model/items/item.ts'
import { openProjectSource } from '../model/projects/project-source.ts'
import { projectPartition, projects, type ProjectDocument } from '../model/projects/project.ts'
import { notDisplayable } from '../model/renditions/not-drawn.ts'
import {
  contentIdOf,
  maxPictureBytes,
  mayHaveRendition,
  type RenditionContent,
} from '../model/renditions/rendition.ts'
import type { ShowRendition } from '../model/renditions/show-rendition.ts'

export interface RenditionRequest {
  readonly kind: RenditionKind
  /** The content that the link names. */
  readonly of?: string | undefined
  readonly ifNoneMatch?: string | undefined
}

type RenditionDeps = Pick<Deps, 'store' | 'blobs' | 'now'> & { readonly showRendition: ShowRendition }

/** True unless the project is being deleted or gone. */
const isKept = async ({ store }: Pick<Deps, 'store'>, { id, uid }: ProjectDocument): Promise<boolean> => {
  if (store.canLag) await store.fence(projects.container, projectPartition)
  const found = (await projects.read(store, projectPartition, id))?.document
  return found?.uid === uid && found.status !== 'Deleting'
}

/** @throws DomainError `NotDisplayable`, `BlobNotFound`, `ServiceUnavailable`, `DatastoreUnreachable`, `DatastoreUnavailable` */
export const showItemRendition = async (
  deps: RenditionDeps,
  project: ProjectDocument,
  item: ItemDocument,
  { kind, of, ifNoneMatch }: RenditionRequest,
): Promise<RenditionContent> => {
  const { path, file } = item
  if (item.missing)
    throw new DomainError(
      'BlobNotFound',
      'The file no longer exists. Restore the file, or refresh the project.',
    )
  if (!mayHaveRendition(item)) throw notDisplayable(file.size > maxPictureBytes ? 'TooLarge' : 'NotDecodable')
  const isGoing = project.status === 'Deleting'
  const { content, isListed } = await deps.showRendition(
    {
      path,
      file,
      place: project.uid,
      open: async (options) => (await openProjectSource(deps, project)).open(path, options),
      ...(isGoing ? {} : { shelf: { uid: project.uid, isWanted: () => isKept(deps, project) } }),
    },
    kind,
    ifNoneMatch,
  )
  return { path, rendition: content, isLasting: isListed && of === contentIdOf(path, file) }
}
