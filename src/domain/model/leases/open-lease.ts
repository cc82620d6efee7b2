import type { Caller } from '../../core/caller.ts'
import type { PageId } from '../../core/ids.ts'
import { segmentPartition } from '../items/segment.ts'
import type { Store, Stored } from '../../ports/store.ts'
import type { ProjectDocument } from '../projects/project.ts'
import { pageNotFound } from './page-errors.ts'
import { pageDocumentId, pages, segmentOfPage, type PageDocument } from './lease.ts'

interface OpenedPage {
  readonly page: Stored<PageDocument>
  readonly segment: number
}

/** Finds a page, whoever holds it. @throws DomainError `PageNotFound` */
export const openAnyPage = async (
  store: Store,
  project: ProjectDocument,
  id: PageId,
): Promise<OpenedPage> => {
  const segment = segmentOfPage(id, project.segments)
  const page = await pages.read(store, segmentPartition(project.uid, segment), pageDocumentId(id))
  if (!page) throw pageNotFound(id)
  return { page, segment }
}

/** Finds the caller's own page. @throws DomainError `PageNotFound`, also for somebody else's page */
export const openPage = async (
  store: Store,
  caller: Caller,
  project: ProjectDocument,
  id: PageId,
): Promise<OpenedPage> => {
  const opened = await openAnyPage(store, project, id)
  if (opened.page.document.labeler !== caller.user) throw pageNotFound(id)
  return opened
}
