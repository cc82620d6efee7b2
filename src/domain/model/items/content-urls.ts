import type { Deps } from '../../ports/deps.ts'
import { DomainError, isDomainError } from '../../core/errors.ts'
import type { ItemId, ProjectName } from '../../core/ids.ts'
import type { Millis } from '../../core/time.ts'
import { notSigned, openLink, signLink, type LinkSignature } from '../files/signed-links.ts'
import { forgetDatastore, readDatastore, recallDatastore } from '../datastores/recent-datastores.ts'
import type { BlobSource } from '../../ports/blobs.ts'
import type { UrlSigner } from '../../ports/secrets.ts'
import type { ProjectDocument } from '../projects/project.ts'

const shortest: Millis = 10 * 60_000
const step: Millis = 5 * 60_000

/**
 * 10 to 15 minutes from now, rounded to 5 minutes, so that repeated requests give the same URL and browsers can cache
 * the image.
 */
export const expiryAfter = (now: Millis): Millis => Math.ceil((now + shortest) / step) * step

const namedParts = (project: ProjectName, item: ItemId, expires: Millis): readonly string[] => [
  'item',
  project,
  item,
  `${expires}`,
]

export const openProjectSource = async (
  { store, blobs, now }: Pick<Deps, 'store' | 'blobs' | 'now'>,
  project: ProjectDocument,
): Promise<BlobSource> => {
  const datastore = await readDatastore(store, project.datastore, now())
  if (!datastore)
    throw new DomainError(
      'DatastoreUnreachable',
      `The datastore '${project.datastore}' of this project does not exist; ask an administrator to create it again`,
    )
  return blobs.open(datastore)
}

/** A URL for each item, valid for 10 to 15 minutes, for an `<img>`. `base` makes a path of this API absolute. */
export type ContentUrls = (
  project: ProjectDocument,
  items: readonly { readonly id: ItemId; readonly path: string }[],
  base: (path: string) => string,
) => Promise<readonly string[]>

/**
 * Creates the URLs: a storage URL of that one blob where the datastore's credential can make one, else a signed URL of the
 * service's content route. URLs are never stored.
 */
export const createContentUrls =
  (deps: Pick<Deps, 'store' | 'blobs' | 'now'> & { readonly signer: UrlSigner }): ContentUrls =>
  async (project, items, base) => {
    if (items.length === 0) return []
    const expires = expiryAfter(deps.now())
    const urlsFrom = (source: BlobSource): Promise<readonly string[]> =>
      Promise.all(
        items.map(async ({ id, path }) => {
          const direct = await source.readUrl(path, expires)
          if (direct !== undefined) return direct
          const signature = await signLink(deps.signer, namedParts(project.id, id, expires), [project.uid])
          return base(`/projects/${project.id}/items/${id}/content?exp=${expires}&sig=${signature}`)
        }),
      )
    const recent = recallDatastore(deps.store, project.datastore, deps.now())
    if (recent)
      try {
        return await urlsFrom(await deps.blobs.open(recent))
      } catch (error) {
        if (!isDomainError(error)) throw error
        // It may have been replaced since.
        forgetDatastore(deps.store, project.datastore)
      }
    return urlsFrom(await openProjectSource(deps, project))
  }

/** The refusal of every request for an item's file without a token and a valid signature. */
export const contentNotSigned = (): DomainError => notSigned('the item or page')

/**
 * The project of a signed URL; `read` is called only if the URL is good.
 * @throws DomainError `Unauthenticated` if the signature is wrong, the URL has expired, or the project is another one
 */
export const openSignedProject = async (
  deps: Pick<Deps, 'now'> & { readonly signer: UrlSigner },
  named: { readonly project: ProjectName; readonly item: ItemId },
  signature: LinkSignature,
  read: () => Promise<ProjectDocument | undefined>,
): Promise<ProjectDocument> => {
  const isFor = await openLink(deps, namedParts(named.project, named.item, signature.exp), signature)
  const project = isFor && (await read())
  if (!project || !(await isFor([project.uid]))) throw contentNotSigned()
  return project
}
