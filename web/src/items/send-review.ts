import { dataOf, type Api, type Schemas } from '../api/client.ts'
import { inChunks } from '../core/in-chunks.ts'
import type { ReviewAction } from './review-action.ts'

/** The most items of one call. */
const most = 200

export interface Seen {
  readonly item: string
  readonly etag: string
}

export interface Refused {
  readonly item: string
  readonly code: string
  /** What the service says of it. */
  readonly message?: string
}

export interface Outcome {
  readonly accepted: readonly string[]
  readonly refused: readonly Refused[]
  /** What ended the work before its end; the items of later calls are in neither list. */
  readonly failure?: unknown
}

const post = (
  api: Api,
  project: string,
  action: ReviewAction,
  seen: Seen[],
  comment: string | undefined,
): Promise<Schemas['ReviewResults']> => {
  const params = { path: { project } }
  switch (action) {
    case 'Approve':
      return dataOf(api.POST('/projects/{project}/approve-items', { params, body: { seen } }))
    case 'Unapprove':
      return dataOf(api.POST('/projects/{project}/unapprove-items', { params, body: { seen } }))
    case 'AcceptSkip':
      return dataOf(api.POST('/projects/{project}/accept-skips', { params, body: { seen } }))
    case 'Reject':
      return dataOf(
        api.POST('/projects/{project}/reject-items', {
          params,
          body: { seen, ...(comment === undefined ? {} : { comment }) },
        }),
      )
  }
}

/** Sends a review of items as they were seen, in as many calls as it needs; what was accepted before a failure is told. */
export const sendReview = async (
  api: Api,
  project: string,
  action: ReviewAction,
  items: readonly Seen[],
  comment?: string,
): Promise<Outcome> => {
  const accepted: string[] = []
  const refused: Refused[] = []
  for (const chunk of inChunks(items, most)) {
    try {
      const { results } = await post(api, project, action, [...chunk], comment)
      for (const { item, status, error } of results) {
        if (status === 'Accepted') accepted.push(item)
        else refused.push({ item, ...(error ?? { code: status }) })
      }
    } catch (failure) {
      return { accepted, refused, failure }
    }
  }
  return { accepted, refused }
}
