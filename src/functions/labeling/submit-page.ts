import { z } from 'zod'
import { pageId, projectName } from '../../domain/core/ids.ts'
import type { SubmitPage } from '../../domain/labeling/submit-page.ts'
import type { ErrorCode } from '../../domain/core/errors.ts'
import { itemResultFields } from '../items/refusal-schema.ts'
import type { LabelSchemas } from '../items/label-schemas.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'

const answerResultBody = z
  .object(itemResultFields)
  .meta({ id: 'AnswerResult', description: 'The result of one answer' })

const results = z
  .object({
    results: z
      .array(answerResultBody)
      .meta({ description: 'One result per item of the page, in the order of the page' }),
  })
  .meta({ id: 'SubmitResults', description: 'The results of a submit' })

export const submitPageRoute = (
  submitPage: SubmitPage,
  { submitBody }: LabelSchemas,
  refusals: readonly ErrorCode[],
) =>
  defineRoute(
    {
      operation: 'submitPage',
      method: 'POST',
      path: '/projects/{project}/pages/{page}/submit',
      summary: 'Submits the answers of a page',
      description:
        'Takes one answer or skip for every item of the page. An `Accepted` answer is stored. A `Refused` answer is outdated: the lease expired and another user answered, or the file changed; no action is needed. A repeated submit with the same answers returns the same results, so retry after a lost connection. An expired page can still be submitted.',
      tag: 'Labeling',
      access: permissions.submitPage,
      idempotent: 'ByItself',
      params: z.object({ project: projectName, page: pageId }),
      body: submitBody,
      responses: { 200: { description: 'The result of each answer', body: results } },
      errors: [
        'ProjectNotFound',
        'PageNotFound',
        'PageReleased',
        'PageAlreadySubmitted',
        'PageIncomplete',
        'ForeignItem',
        ...refusals,
      ],
    },
    {
      run: async ({ caller, params, body: { answers } }) => ({
        results: [...(await submitPage(caller, { ...params, answers }))],
      }),
      present: (outcome) => ({ status: 200, body: outcome }),
    },
  )
