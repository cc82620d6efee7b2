import { z } from 'zod'
import { itemId, pageId, projectName } from '../../domain/core/ids.ts'
import { answerResult } from '../../domain/model/leases/lease.ts'
import type { SubmitPage } from '../../domain/labeling/submit-page.ts'
import { maxPageSize } from '../../domain/labeling/next-page.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'

const answer = z
  .union([
    z.strictObject({
      item: itemId,
      labels: z
        .array(z.string().max(2048))
        .max(100)
        .meta({ description: 'Classes by their path', example: ['Cat'] }),
    }),
    z.strictObject({
      item: itemId,
      skip: z.literal(true),
      reason: z.string().max(1000).optional().meta({ description: 'Why, for the reviewer' }),
    }),
  ])
  .meta({ id: 'Answer', description: 'The classes of one item, or that it is skipped' })

const body = z
  .strictObject({
    answers: z.array(answer).min(1).max(maxPageSize).meta({ description: 'One for each item of the page' }),
  })
  .meta({ id: 'SubmitRequest' })

const results = z
  .object({ results: z.array(answerResult.meta({ id: 'AnswerResult' })) })
  .meta({ id: 'SubmitResults' })

export const submitPageRoute = (submitPage: SubmitPage) =>
  defineRoute(
    {
      operation: 'submitPage',
      method: 'POST',
      path: '/projects/{project}/pages/{page}/submit',
      summary: 'Submit the answers of a page',
      description:
        'All at once: every item of the page is answered or skipped. An answer that is `Accepted` is kept for good. One that is `Refused` was overtaken (its page had expired and somebody else answered, or the file changed): nothing to do. Submitting the same answers again gives the same results, so repeat it after a lost connection. An expired page can still be submitted.',
      tag: 'Labeling',
      access: permissions.submitPage,
      idempotent: true,
      params: z.object({ project: projectName, page: pageId }),
      body,
      responses: { 200: { description: 'What became of each answer', body: results } },
      errors: [
        'ProjectNotFound',
        'PageNotFound',
        'PageReleased',
        'PageAlreadySubmitted',
        'PageIncomplete',
        'ForeignItem',
        'UnknownClass',
        'WrongLabelCount',
      ],
    },
    {
      run: async ({ caller, params, body: { answers } }) => ({
        results: [...(await submitPage(caller, { ...params, answers }))],
      }),
      present: (outcome) => ({ status: 200, body: outcome }),
    },
  )
