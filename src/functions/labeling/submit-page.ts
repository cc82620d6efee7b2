import { z } from 'zod'
import { pageId, projectName } from '../../domain/core/ids.ts'
import { answerResult } from '../../domain/model/leases/lease.ts'
import type { SubmitPage } from '../../domain/labeling/submit-page.ts'
import type { ErrorCode } from '../../domain/core/errors.ts'
import type { LabelSchemas } from '../items/label-schemas.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'

const results = z
  .object({ results: z.array(answerResult.meta({ id: 'AnswerResult' })) })
  .meta({ id: 'SubmitResults' })

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
      summary: 'Submit the answers of a page',
      description:
        'All at once: every item of the page is answered or skipped. An answer that is `Accepted` is kept for good. One that is `Refused` was overtaken (its page had expired and somebody else answered, or the file changed): nothing to do. Submitting the same answers again gives the same results, so repeat it after a lost connection. An expired page can still be submitted.',
      tag: 'Labeling',
      access: permissions.submitPage,
      idempotent: true,
      params: z.object({ project: projectName, page: pageId }),
      body: submitBody,
      responses: { 200: { description: 'What became of each answer', body: results } },
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
