import type { Deps } from '../../domain/ports/deps.ts'
import type { ContentUrls } from '../../domain/model/items/content-urls.ts'
import type { CountersReader } from '../../domain/model/items/read-counters.ts'
import { getPage } from '../../domain/labeling/get-page.ts'
import { createItemMemory } from '../../domain/labeling/item-memory.ts'
import { leasePages } from '../../domain/labeling/lease-pages.ts'
import { createLeaseQueue } from '../../domain/labeling/lease-queue.ts'
import { listPages } from '../../domain/labeling/list-pages.ts'
import { nextPage } from '../../domain/labeling/next-page.ts'
import { releasePage } from '../../domain/labeling/release-page.ts'
import { renewPage } from '../../domain/labeling/renew-page.ts'
import { submitPage } from '../../domain/labeling/submit-page.ts'
import type { Route } from '../http/route.ts'
import { getPageRoute } from './get-page.ts'
import { listPagesRoute } from './list-pages.ts'
import { nextPageRoute } from './next-page.ts'
import { releasePageRoute } from './release-page.ts'
import { renewPageRoute } from './renew-page.ts'
import { submitPageRoute } from './submit-page.ts'

export const labelingRoutes = (
  deps: Pick<Deps, 'store' | 'now' | 'newId'> & {
    readonly counters: CountersReader
    readonly contentUrls: ContentUrls
  },
): readonly Route[] => {
  const memory = createItemMemory()
  const lease = createLeaseQueue(leasePages({ ...deps, memory }))
  return [
    nextPageRoute(nextPage({ ...deps, lease }), deps.contentUrls),
    listPagesRoute(listPages(deps)),
    getPageRoute(getPage(deps), deps.contentUrls),
    submitPageRoute(submitPage({ ...deps, memory })),
    renewPageRoute(renewPage(deps)),
    releasePageRoute(releasePage(deps)),
  ]
}
