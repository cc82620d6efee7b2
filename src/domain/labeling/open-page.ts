import type { Caller } from '../core/caller.ts'
import type { PageId } from '../core/ids.ts'
import { segmentPartition } from '../items/segment.ts'
import type { Store, Stored } from '../ports/store.ts'
import type { ProjectDocument } from '../projects/project.ts'
import { pageNotFound } from './page-errors.ts'
import { pageDocumentId, pages, segmentOfPage, type PageDocument } from './page.ts'

/** Finds the caller's own page. @throws DomainError `PageNotFound`, also for somebody else's page */
export const openPage = async (
  store: Store,
  caller: Caller,
  project: ProjectDocument,
  id: PageId,
): Promise<{ readonly page: Stored<PageDocument>; readonly segment: number }> => {
  const segment = segmentOfPage(id, project.segments)
  const page = await pages.read(store, segmentPartition(project.uid, segment), pageDocumentId(id))
  if (!page || page.document.labeler !== caller.user) throw pageNotFound(id)
  return { page, segment }
}
