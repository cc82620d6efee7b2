import type { Deps } from '../../ports/deps.ts'
import { isDomainError, type DomainError } from '../../core/errors.ts'
import type { ItemId, ProjectName } from '../../core/ids.ts'
import type { Millis } from '../../core/time.ts'
import { datastoreProblemOf, type DatastoreProblem } from '../datastores/datastore-problem.ts'
import { notSigned, openLink, signLink, type LinkSignature } from '../files/signed-links.ts'
import { isTooLarge } from '../files/limit-content.ts'
import type { BlobSource, UnreadableReason } from '../../ports/blobs.ts'
import type { UrlSigner } from '../../ports/secrets.ts'
import type { ProjectDocument } from '../projects/project.ts'
import { withProjectSource } from '../projects/project-source.ts'

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

interface ShownFile {
  readonly id: ItemId
  readonly path: string
  readonly missing?: true | undefined
  readonly file: { readonly size: number }
}

/** How the file of one item is shown: by a URL, or by none. */
export interface ShownContent {
  readonly contentUrl?: string | undefined
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
 * A URL for each item, valid for 10 to 15 minutes, for an `<img>`, or none: a file that no URL can name, a missing file, and a
 * datastore that cannot be opened are results and no errors, so none of them costs a page or a list.
 * `base` makes a path of this API absolute.
 */
export type ContentUrls = (
  project: ProjectDocument,
  items: readonly ShownFile[],
  base: (path: string) => string,
) => Promise<ContentOfItems>

/**
 * Creates the URLs: a storage URL of that one blob where the datastore's credential can make one, else a signed URL of the
 * service's content route. URLs are never stored.
 */
export const createContentUrls =
  (deps: Pick<Deps, 'store' | 'blobs' | 'now'> & { readonly signer: UrlSigner }): ContentUrls =>
  async (project, items, base) => {
    if (items.length === 0) return { contents: [] }
    const expires = expiryAfter(deps.now())
    const urlFrom = async (source: BlobSource, item: ShownFile): Promise<string> => {
      const { id, path, file } = item
      // The content route says what to do instead.
      const direct = isTooLarge(file) ? undefined : await source.readUrl(path, expires)
      if (direct !== undefined) return direct
      const signature = await signLink(deps.signer, namedParts(project.id, id, expires), [project.uid])
      return base(`/projects/${project.id}/items/${id}/content?exp=${expires}&sig=${signature}`)
    }
    const show = async (source: BlobSource, item: ShownFile): Promise<ShownContent> => {
      if (item.missing) return {}
      try {
        return { contentUrl: await urlFrom(source, item) }
      } catch (error) {
        if (!isDomainError(error, 'BlobNotFound')) throw error
        return { unreadable: 'Path' }
      }
    }
    try {
      const contents = await withProjectSource(deps, project, (source) =>
        Promise.all(items.map((item) => show(source, item))),
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
  async (
    named: { readonly project: ProjectName; readonly item: ItemId },
    signature: LinkSignature,
  ): Promise<boolean> =>
    (await openLink(deps, namedParts(named.project, named.item, signature.exp), signature)) !== undefined

export type ItemLinkCheck = ReturnType<typeof createItemLinkCheck>

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
