import { tooBusy } from '../core/too-busy.ts'
import type { Caller } from '../core/caller.ts'
import type { Deps } from '../core/deps.ts'
import type { PageId, ProjectName } from '../core/ids.ts'
import { segmentPartition } from '../items/segment.ts'
import { openProject } from '../projects/project-access.ts'
import { openPage } from './open-page.ts'
import { pageAlreadySubmitted } from './page-errors.ts'
import { submittedPageRetention, type PageDocument } from './page.ts'

const attempts = 20

/**
 * Gives a page back: its items are free at once. Giving it back again is harmless.
 * @throws DomainError `PageNotFound`, `PageAlreadySubmitted`
 */
export const releasePage =
  ({ store }: Pick<Deps, 'store'>) =>
  async (
    caller: Caller,
    input: { readonly project: ProjectName; readonly page: PageId },
  ): Promise<PageDocument> => {
    const { document: project } = await openProject(store, caller, input.project, 'Labeler')
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { page, segment } = await openPage(store, caller, project, input.page)
      if (page.document.status === 'Released') return page.document
      if (page.document.status === 'Submitted') throw pageAlreadySubmitted()
      const { leaseUntil: _, ...rest } = page.document
      const released: PageDocument = { ...rest, status: 'Released', ttl: submittedPageRetention }
      const written = await store.batch('items', segmentPartition(project.uid, segment), [
        { type: 'replace', document: released, ifMatch: page.etag },
      ])
      if (written.ok) return released
    }
    throw tooBusy()
  }

export type ReleasePage = ReturnType<typeof releasePage>
