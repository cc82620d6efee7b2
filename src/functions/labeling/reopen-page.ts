import { z } from 'zod'
import { pageId, projectName } from '../../domain/core/ids.ts'
import type { ContentUrls } from '../../domain/model/items/content-urls.ts'
import type { ReopenPage } from '../../domain/labeling/reopen-page.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import type { PageSchemas } from './page-schemas.ts'

export const reopenPageRoute = (
  reopenPage: ReopenPage,
  contentUrls: ContentUrls,
  { pageBody, toPage }: PageSchemas,
) =>
  defineRoute(
    {
      operation: 'reopenPage',
      method: 'POST',
      path: '/projects/{project}/pages/{page}/reopen',
      summary: 'Takes back the answers of a page',
      description:
        'Makes a submitted page of the caller `Held` again, with a new lease, until 10 minutes after its submit. Its answers are taken back as if they had never been given; each item has the former one as `answer`. An answer stays, and its item is `answered`, if somebody has gone on with it: a reviewer has approved, rejected or corrected it, the item was removed, its file changed, an export has it, or it is on another page. Submit the page again, or release it. A repeated request returns the page.',
      tag: 'Labeling',
      access: permissions.reopenPage,
      idempotent: 'ByItself',
      params: z.object({ project: projectName, page: pageId }),
      responses: { 200: { description: 'The page', body: pageBody } },
      errors: [
        'ProjectNotFound',
        'ProjectNotRunning',
        'PageNotFound',
        'PageReleased',
        'PageExpired',
        'ReopenTooLate',
        'NothingToReopen',
        'TwoPagesHeld',
      ],
    },
    {
      run: ({ caller, params }) => reopenPage(caller, params),
      present: async (shown, { url }) => ({ status: 200, body: await toPage(shown, contentUrls, url) }),
    },
  )
