import { z } from 'zod'
import { pageId, projectName } from '../../domain/core/ids.ts'
import type { ContentUrls } from '../../domain/model/items/content-urls.ts'
import type { GetPage } from '../../domain/labeling/get-page.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { pageBody, toPage } from './page-schemas.ts'

export const getPageRoute = (getPage: GetPage, contentUrls: ContentUrls) =>
  defineRoute(
    {
      operation: 'getPage',
      method: 'GET',
      path: '/projects/{project}/pages/{page}',
      summary: 'Returns a page of the caller, with new content URLs',
      tag: 'Labeling',
      access: permissions.getPage,
      params: z.object({ project: projectName, page: pageId }),
      responses: { 200: { description: 'The page', body: pageBody } },
      errors: ['ProjectNotFound', 'PageNotFound', 'DatastoreUnreachable', 'DatastoreUnavailable'],
    },
    {
      run: ({ caller, params }) => getPage(caller, params),
      present: async (shown, { url }) => ({ status: 200, body: await toPage(shown, contentUrls, url) }),
    },
  )
