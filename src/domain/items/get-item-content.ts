import { limitContent, limitPart, type ContentLimit } from '../model/files/limit-content.ts'
import {
  mayRedirect,
  openContent,
  type ContentConditions,
  type OpenFile,
} from '../model/files/open-content.ts'
import { includesRole, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ItemId, ProjectName } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import type { OpenedBlob } from '../ports/blobs.ts'
import type { RenditionKind } from '../ports/renditions.ts'
import type { UrlSigner } from '../ports/secrets.ts'
import { openProject } from '../model/projects/project-access.ts'
import { projectPartition, projects, type ProjectDocument } from '../model/projects/project.ts'
import { contentNotSigned, openSignedProject } from '../model/items/content-urls.ts'
import { expiryAfter } from '../model/files/url-expiry.ts'
import { openProjectSource } from '../model/projects/project-source.ts'
import { pagesOf, readLiveLeases } from '../model/leases/live-leases.ts'
import type { ShowRendition } from '../model/renditions/show-rendition.ts'
import type { RenditionContent } from '../model/renditions/rendition.ts'
import { showItemRendition } from './show-item-rendition.ts'
import { findItem, itemNotFound } from '../model/items/find-item.ts'
import { segmentOf, segmentPartition } from '../model/items/segment.ts'

export interface ContentRequest extends ContentConditions {
  readonly project: ProjectName
  readonly item: ItemId
  /** The signature of a URL of the service, which replaces a token. */
  readonly signed?: { readonly exp: Millis; readonly sig: string } | undefined
  /** Absent for the file itself. */
  readonly rendition?: RenditionKind | undefined
  /** The content that the URL of a rendition names. */
  readonly of?: string | undefined
}

type ContentDeps = Pick<Deps, 'store' | 'blobs' | 'now'> &
  ContentLimit & { readonly signer: UrlSigner; readonly showRendition: ShowRendition }

export type ItemContent =
  /** A storage URL of this one file. */
  | { readonly redirectTo: string }
  | { readonly path: string; readonly content: OpenedBlob | 'NotModified' }
  | RenditionContent

/**
 * Opens the file of an item, or a rendition of it: as its bytes, or, for a link without a token, as a storage URL where the credential can make one. A
 * request with a token is never led to the storage: some clients send their token along to wherever they are redirected.
 * @throws DomainError `Unauthenticated`, `ProjectNotFound`, `ItemNotFound`, `BlobNotFound`, `RangeNotSatisfiable`,
 * `DatastoreUnreachable`, `DatastoreUnavailable`, `FileTooLarge`; of a rendition `NotDisplayable`, `ServiceUnavailable`
 */
export const getItemContent =
  (deps: ContentDeps) =>
  async (caller: Caller | undefined, input: ContentRequest): Promise<ItemContent> => {
    const project = await authorizeContent(deps, caller, input)
    const { item } = await findItem(deps.store, project, input.item)
    const { rendition: kind, of, ifNoneMatch } = input
    if (kind) return showItemRendition(deps, project, item.document, { kind, of, ifNoneMatch })
    const source = await openProjectSource(deps, project)
    const { path } = item.document
    const open: OpenFile = (options) => source.open(path, options)
    const direct = caller ? undefined : await source.readUrl(path, expiryAfter(deps.now()))
    if (direct !== undefined && (await mayRedirect(open, input))) {
      limitPart(item.document.file, input.range)
      return { redirectTo: direct }
    }
    const opened = await openContent(open, input)
    return { path, content: await limitContent(opened, deps) }
  }

export type GetItemContent = ReturnType<typeof getItemContent>

const authorizeContent = async (
  deps: Pick<Deps, 'store' | 'now'> & { readonly signer: UrlSigner },
  caller: Caller | undefined,
  { project: name, item, signed, rendition: kind, of = '' }: ContentRequest,
): Promise<ProjectDocument> => {
  if (signed)
    return openSignedProject(
      deps,
      { project: name, item, rendition: kind && { kind, of } },
      signed,
      async () => (await projects.read(deps.store, projectPartition, name))?.document,
    )
  if (!caller) throw contentNotSigned()
  const { document: project, role } = await openProject(deps.store, caller, name, 'Labeler')
  if (!includesRole(role, 'Reviewer') && !isExample(project, item))
    await requireOnOwnPage(deps, caller, project, item)
  return project
}

const isExample = ({ classes }: ProjectDocument, item: ItemId): boolean =>
  classes.some(({ withdrawn, examples }) => !withdrawn && examples?.includes(item))

/** Besides examples of classes a Labeler may read only the files on their live pages. @throws DomainError `ItemNotFound` for all other items */
const requireOnOwnPage = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  caller: Caller,
  project: ProjectDocument,
  item: ItemId,
): Promise<void> => {
  const partition = segmentPartition(project.uid, segmentOf(item, project.segments))
  const at = now()
  const pages = pagesOf(await readLiveLeases(store, partition, at), caller.user, at)
  if (!pages.some(({ items }) => items.some(({ id }) => id === item))) throw itemNotFound(item)
}
