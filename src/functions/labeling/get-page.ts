import { z } from 'zod'
import { pageId, projectName } from '../../domain/core/ids.ts'
import type { ContentUrls } from '../../domain/model/items/content-urls.ts'
import type { GetPage } from '../../domain/labeling/get-page.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import type { PageSchemas } from './page-schemas.ts'

export const getPageRoute = (getPage: GetPage, contentUrls: ContentUrls, { pageBody, toPage }: PageSchemas) =>
  defineRoute(
    {
      operation: 'getPage',
      method: 'GET',
      path: '/projects/{project}/pages/{page}',
      summary: 'Returns a page of the caller, with new content URLs',
      description:
        'Shows the items as they are now, such as sizes that were read after the page was granted. If the datastore cannot be read, the items have no `contentUrl`, and `datastoreProblem` says why.',
      tag: 'Labeling',
      access: permissions.getPage,
      params: z.object({ project: projectName, page: pageId }),
      responses: { 200: { description: 'The page', body: pageBody } },
      errors: ['ProjectNotFound', 'PageNotFound'],
    },
    {
      run: ({ caller, params }) => getPage(caller, params),
      present: async (shown, { url }) => ({ status: 200, body: await toPage(shown, contentUrls, url) }),
    },
  )
