import { z } from 'zod'
import { isDomainError, type DomainError } from '../../domain/core/errors.ts'
import { pageId, projectName } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import type { SubmitAndTake, SubmitAndTakeResult } from '../../domain/labeling/submit-and-take.ts'
import { itemsLeft } from '../../domain/labeling/submit-page.ts'
import type { ContentUrls } from '../../domain/model/items/content-urls.ts'
import type { LeaseDocument } from '../../domain/model/leases/lease.ts'
import { itemResultFields } from '../items/refusal-schema.ts'
import type { LabelSchemas } from '../items/label-schemas.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { pageStatus, type PageSchemas } from './page-schemas.ts'
import { takePageRequest } from './take-page.ts'

const answerResultBody = z
  .object({
    ...itemResultFields,
    retriable: z.boolean().optional().meta({
      description:
        'True if the answer itself is wrong, as `error.target` says: send a corrected one. Absent if there is nothing to do.',
    }),
  })
  .meta({ id: 'AnswerResult', description: 'The result of one answer' })

const submittedPageBody = z
  .object({
    id: pageId,
    status: pageStatus,
    left: z.number().int().meta({ description: 'The number of its items that wait for an answer' }),
    expiresAt: z.iso.datetime().optional().meta({
      description: 'The end of the lease; absent if the page has no lease any more',
    }),
  })
  .meta({ id: 'SubmittedPage', description: 'A page after a submit' })

const nextErrorBody = z
  .object({
    code: z.string().meta({ description: 'An error code of `takePage`' }),
    message: z.string().meta({ description: 'The reason and what to do next, for humans' }),
    retryAfter: z
      .number()
      .int()
      .min(1)
      .optional()
      .meta({ description: 'Seconds after which to ask for a page again', example: 5 }),
  })
  .meta({ id: 'NextError', description: 'Why a submit has no next page. Its answers are stored.' })

const toSubmittedPage = (page: LeaseDocument) => ({
  id: page.page,
  status: page.status,
  left: itemsLeft(page),
  expiresAt: page.leaseUntil === undefined ? undefined : toIso(page.leaseUntil),
})

const toNextError = ({ code, message, retryAfter }: DomainError) => ({
  code,
  message,
  retryAfter: retryAfter === undefined ? undefined : Math.max(1, Math.ceil(retryAfter)),
})

export const submitPageRoute = (
  submitAndTake: SubmitAndTake,
  contentUrls: ContentUrls,
  { answers }: LabelSchemas,
  { takenPageBody, toTakenPage }: PageSchemas,
) => {
  const body = z
    .strictObject({
      answers,
      partial: z.boolean().optional().meta({
        description: 'True to answer some of the items: the others stay on the page',
      }),
      next: takePageRequest.optional().meta({
        description:
          'Asks for the page that follows, as `takePage` does, in the same request. Without `after` it is another page than this one.',
      }),
    })
    .meta({ id: 'SubmitRequest', description: 'The answers of a page' })

  const results = z
    .object({
      results: z.array(answerResultBody).meta({
        description: 'One result for each answer, in the order of the page; items of other pages come last',
      }),
      page: submittedPageBody,
      next: takenPageBody.optional().meta({
        description: 'The next page, or why there is none now. Absent if the request asks for none.',
      }),
      nextError: nextErrorBody.optional(),
    })
    .meta({ id: 'SubmitResults', description: 'The results of a submit' })

  const showNext = async ({ next, nextError }: SubmitAndTakeResult, url: (path: string) => string) => {
    if (nextError) return { nextError: toNextError(nextError) }
    if (!next) return {}
    try {
      return { next: await toTakenPage(next, contentUrls, url) }
    } catch (error) {
      if (!isDomainError(error)) throw error
      return { nextError: toNextError(error) }
    }
  }

  return defineRoute(
    {
      operation: 'submitPage',
      method: 'POST',
      path: '/projects/{project}/pages/{page}/submit',
      summary: 'Submits the answers of a page',
      description:
        'Takes one answer or skip for every item of the page, or with `partial` for some of them; the others stay on the page. An `Accepted` answer is stored. A `Refused` answer is not, and the others are: with `retriable` it is wrong, so send a corrected one; otherwise it is outdated (the lease expired and another user answered, or the file changed), or the page has another answer to the item (`AlreadyAnswered`), and no action is needed. The page is `Submitted` once every item has an answer. A repeated submit with the same answers returns the same results, so retry after a lost connection. Only a request whose answers all differ from those of a submitted page is `PageAlreadySubmitted`. An expired page can still be submitted. With `next` the response has the next page, too; whatever is wrong with that one is in `nextError`, and the answers are stored.',
      tag: 'Labeling',
      access: permissions.submitPage,
      idempotent: 'ByItself',
      params: z.object({ project: projectName, page: pageId }),
      body,
      responses: { 200: { description: 'The result of each answer', body: results } },
      errors: ['ProjectNotFound', 'PageNotFound', 'PageReleased', 'PageAlreadySubmitted', 'PageIncomplete'],
    },
    {
      run: ({ caller, params, body: request }) => submitAndTake(caller, { ...params, ...request }),
      present: async (outcome, { url }) => ({
        status: 200,
        body: {
          results: outcome.results.map((one) => ({ ...one })),
          page: toSubmittedPage(outcome.page),
          ...(await showNext(outcome, url)),
        },
      }),
    },
  )
}
