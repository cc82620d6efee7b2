import type { Deps } from '../../ports/deps.ts'
import { isDomainError, type DomainError } from '../../core/errors.ts'
import type { ItemId, ProjectName } from '../../core/ids.ts'
import type { Millis } from '../../core/time.ts'
import { datastoreProblemOf, type DatastoreProblem } from '../datastores/datastore-problem.ts'
import { notSigned, openLink, signLink, type LinkSignature } from '../files/signed-links.ts'
import { isTooLarge } from '../files/limit-content.ts'
import type { BlobSource, UnreadableReason } from '../../ports/blobs.ts'
import { renditionKinds } from '../../ports/renditions.ts'
import type { UrlSigner } from '../../ports/secrets.ts'
import type { ProjectDocument } from '../projects/project.ts'
import { withProjectSource } from '../projects/project-source.ts'
import { contentIdOf, mayHaveRendition, type LinkedRendition } from '../renditions/rendition.ts'
import type { DatastoreDocument } from '../datastores/datastore.ts'
import { endOfUrls, expiryAfter } from '../files/url-expiry.ts'
import type { ItemDocument } from './item.ts'

interface Named {
  readonly project: ProjectName
  readonly item: ItemId
  readonly rendition?: LinkedRendition | undefined
}

const namedParts = ({ project, item, rendition }: Named, expires: Millis): readonly string[] => [
  ...(rendition ? ['rendition', rendition.kind, rendition.of] : ['item']),
  project,
  item,
  `${expires}`,
]

type ShownFile = Pick<
  ItemDocument,
  'id' | 'path' | 'missing' | 'file' | 'problem' | 'format' | 'width' | 'height'
>

/** How the file of one item is shown: by URLs, or by none. */
export interface ShownContent {
  readonly contentUrl?: string | undefined
  readonly thumbnailUrl?: string | undefined
  readonly screenUrl?: string | undefined
  /** The end of the first of the URLs that ends. */
  readonly urlsExpireAt?: Millis | undefined
  /** Why there is no URL, if it is for the file alone. */
  readonly unreadable?: UnreadableReason | undefined
}

export interface ContentOfItems {
  /** In the order of the items. */
  readonly contents: readonly ShownContent[]
  /** Why no file of the project can be shown now. */
  readonly datastoreProblem?: DatastoreProblem | undefined
}

/**
 * URLs for each item, for an `<img>`, or none: a file that no URL can name, a missing file, and a datastore that cannot be
 * opened are results and no errors, so none of them costs a page or a list.
 * `base` makes a path of this API absolute. `until` is the end of the lease, which they outlive.
 */
export type ContentUrls = (
  project: ProjectDocument,
  items: readonly ShownFile[],
  base: (path: string) => string,
  until?: Millis,
) => Promise<ContentOfItems>

/**
 * Creates the URLs: of the file a storage URL of that one blob where the datastore's credential can make one, else a signed
 * URL of the service's content route; of its renditions always the latter. URLs are never stored.
 */
export const createContentUrls =
  (deps: Pick<Deps, 'store' | 'blobs' | 'now'> & { readonly signer: UrlSigner }): ContentUrls =>
  async (project, items, base, until) => {
    if (items.length === 0) return { contents: [] }
    const expires = expiryAfter(deps.now(), until)
    const ownUrl = async (item: ItemId, rendition?: LinkedRendition): Promise<string> => {
      const named = namedParts({ project: project.id, item, rendition }, expires)
      const which = rendition ? `rendition=${rendition.kind}&of=${rendition.of}&` : ''
      const signature = await signLink(deps.signer, named, [project.uid])
      return base(`/projects/${project.id}/items/${item}/content?${which}exp=${expires}&sig=${signature}`)
    }
    const fileUrl = async (source: BlobSource, { id, path, file }: ShownFile): Promise<string> => {
      // The content route says what to do instead.
      const direct = isTooLarge(file) ? undefined : await source.readUrl(path, expires)
      return direct ?? ownUrl(id)
    }
    const renditionUrls = async (item: ShownFile): Promise<ShownContent> => {
      if (!mayHaveRendition(item)) return {}
      const of = contentIdOf(item.path, item.file)
      const [thumbnailUrl, screenUrl] = await Promise.all(
        renditionKinds.map((kind) => ownUrl(item.id, { kind, of })),
      )
      return { thumbnailUrl, screenUrl }
    }
    const show = async (
      source: BlobSource,
      datastore: DatastoreDocument,
      item: ShownFile,
    ): Promise<ShownContent> => {
      if (item.missing) return {}
      try {
        const contentUrl = await fileUrl(source, item)
        return { contentUrl, ...(await renditionUrls(item)), urlsExpireAt: endOfUrls(expires, datastore) }
      } catch (error) {
        if (!isDomainError(error, 'BlobNotFound')) throw error
        return { unreadable: 'Path' }
      }
    }
    try {
      const contents = await withProjectSource(deps, project, (source, datastore) =>
        Promise.all(items.map((item) => show(source, datastore, item))),
      )
      return { contents }
    } catch (error) {
      if (!isDomainError(error)) throw error
      return { contents: items.map(() => ({})), datastoreProblem: datastoreProblemOf(error) }
    }
  }

/** True for the signature of a link that has not expired. It reads nothing. */
export const createItemLinkCheck =
  (deps: Pick<Deps, 'now'> & { readonly signer: UrlSigner }) =>
  async (named: Named, signature: LinkSignature): Promise<boolean> =>
    (await openLink(deps, namedParts(named, signature.exp), signature)) !== undefined

export type ItemLinkCheck = ReturnType<typeof createItemLinkCheck>

/** The refusal of every request for an item's file without a token and a valid signature. */
export const contentNotSigned = (): DomainError => notSigned('the item or page')

/**
 * The project of a signed URL; `read` is called only if the URL is good.
 * @throws DomainError `Unauthenticated` if the signature is wrong, the URL has expired, or the project is another one
 */
export const openSignedProject = async (
  deps: Pick<Deps, 'now'> & { readonly signer: UrlSigner },
  named: Named,
  signature: LinkSignature,
  read: () => Promise<ProjectDocument | undefined>,
): Promise<ProjectDocument> => {
  const isFor = await openLink(deps, namedParts(named, signature.exp), signature)
  const project = isFor && (await read())
  if (!project || !(await isFor([project.uid]))) throw contentNotSigned()
  return project
}
