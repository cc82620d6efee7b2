import type { Caller } from '../core/caller.ts'
import type { Deps } from '../core/deps.ts'
import { DomainError } from '../core/errors.ts'
import type { ItemId, ProjectName } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import type { ByteRange, OpenedBlob } from '../ports/blobs.ts'
import type { UrlSigner } from '../ports/secrets.ts'
import { openProject, projectNotFound } from '../projects/project-access.ts'
import { projectPartition, projects, type ProjectDocument } from '../projects/project.ts'
import { checkContentSignature, expiryAfter, openProjectSource } from './content-urls.ts'
import { findItem } from './find-item.ts'

export interface ContentRequest {
  readonly project: ProjectName
  readonly item: ItemId
  /** From a URL that the service signed; stands in for a token. */
  readonly signed?: { readonly exp: Millis; readonly sig: string } | undefined
  readonly range?: ByteRange | undefined
  readonly ifNoneMatch?: string | undefined
}

export type ItemContent =
  /** Where the storage itself serves this one file for some minutes. */
  { readonly redirectTo: string } | { readonly path: string; readonly content: OpenedBlob | 'NotModified' }

/**
 * An item's file: the storage's own URL of it where there is one, else the bytes.
 * @throws DomainError `Unauthenticated`, `ProjectNotFound`, `ItemNotFound`, `BlobNotFound`, `DatastoreUnreachable`
 */
export const openItemContent =
  (deps: Pick<Deps, 'store' | 'blobs' | 'now'> & { readonly signer: UrlSigner }) =>
  async (caller: Caller | undefined, input: ContentRequest): Promise<ItemContent> => {
    const project = await authorizeContent(deps, caller, input)
    const { item } = await findItem(deps.store, project, input.item)
    const source = await openProjectSource(deps, project)
    const { path } = item.document
    const direct = await source.readUrl(path, expiryAfter(deps.now()))
    if (direct !== undefined) return { redirectTo: direct }
    return { path, content: await source.open(path, { range: input.range, ifNoneMatch: input.ifNoneMatch }) }
  }

export type OpenItemContent = ReturnType<typeof openItemContent>

const authorizeContent = async (
  deps: Pick<Deps, 'store' | 'now'> & { readonly signer: UrlSigner },
  caller: Caller | undefined,
  { project: name, item, signed }: ContentRequest,
): Promise<ProjectDocument> => {
  if (signed) {
    const project = await projects.read(deps.store, projectPartition, name)
    if (!project) throw projectNotFound(name)
    await checkContentSignature(deps, project.document, item, signed)
    return project.document
  }
  if (!caller)
    throw new DomainError(
      'Unauthenticated',
      'Send a bearer token, or use the contentUrl of a page or item as it is',
    )
  return (await openProject(deps.store, caller, name, 'Labeler')).document
}
