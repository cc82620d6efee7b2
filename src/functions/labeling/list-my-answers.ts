import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { ListMyAnswers } from '../../domain/labeling/list-my-answers.ts'
import type { ContentUrls } from '../../domain/model/items/content-urls.ts'
import { listOf, pageQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { optionalQueryFlag } from '../http/query-flag.ts'
import { defineRoute } from '../http/route.ts'
import type { MyAnswerSchemas } from './my-answer-schemas.ts'

export const listMyAnswersRoute = (
  listMyAnswers: ListMyAnswers,
  contentUrls: ContentUrls,
  { myAnswerBody, toMyAnswer }: MyAnswerSchemas,
) =>
  defineRoute(
    {
      operation: 'listMyAnswers',
      method: 'GET',
      path: '/projects/{project}/my-answers',
      summary: 'Lists the answers of the caller in a project',
      description:
        'Lists the answers of the caller that are in force, and nobody else’s. Their order is stable and has no meaning: the database has no index of their times. With `rejected=true` it lists the answers that reviewers rejected, the latest rejection first, also of items that have a new answer since; the history of an item keeps the newest 50 answers. A list page can be short or empty and still have a `nextLink`.',
      tag: 'Labeling',
      access: permissions.listMyAnswers,
      params: z.object({ project: projectName }),
      query: z.strictObject({
        ...pageQuery,
        rejected: optionalQueryFlag.meta({
          description: 'True for the rejected answers, false for those in force, which is the default',
        }),
      }),
      responses: {
        200: { description: 'One list page of answers', body: listOf(myAnswerBody, 'MyAnswerList') },
      },
      errors: ['ProjectNotFound', 'InvalidContinuation'],
    },
    {
      run: ({ caller, params, query: { maxpagesize: pageSize, continuation, rejected } }) =>
        listMyAnswers(caller, { ...params, rejected, pageSize, continuation }),
      present: async (page, context) => {
        const files = page.documents.map(({ item }) => item)
        const { contents } = await contentUrls(page.project, files, context.url)
        const documents = page.documents.map((answer, index) => toMyAnswer(page, answer, contents[index]))
        return { status: 200, body: toList({ ...page, documents }, context, (answer) => answer) }
      },
    },
  )
