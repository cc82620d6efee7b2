import { z } from 'zod'

/** The parts of the service's answers that the demo uses. All of them are in the OpenAPI document. */

export const anything = z.unknown()

export const page = z.object({
  id: z.string(),
  items: z.array(
    z.object({
      id: z.string(),
      path: z.string(),
      contentUrl: z.string().optional(),
      returned: z.object({ why: z.string(), comment: z.string().optional() }).optional(),
    }),
  ),
})
export type Page = z.output<typeof page>

export const takePage = z.union([
  page,
  z.object({ waiting: z.enum(['AllDone', 'AllLeased', 'FilesMissing']) }),
])

export const results = z.object({
  results: z.array(z.object({ item: z.string(), status: z.enum(['Accepted', 'Refused']) })),
})
export type Results = z.output<typeof results>['results']

export const countAccepted = (all: Results): number =>
  all.filter(({ status }) => status === 'Accepted').length

export const item = z.object({
  id: z.string(),
  etag: z.string(),
  path: z.string(),
  state: z.string(),
  labels: z.array(z.string()),
  problem: z.string().optional(),
})
export type Item = z.output<typeof item>

export const itemDetail = item.extend({
  history: z.array(
    z.object({
      action: z.string(),
      by: z.string(),
      labels: z.array(z.string()).optional(),
      endedBy: z.string(),
      comment: z.string().optional(),
    }),
  ),
})

const count = z.number()

export const progress = z.object({
  status: z.string(),
  total: count,
  unlabeled: count,
  labeled: count,
  skipped: count,
  approved: count,
  removed: count,
  problems: count,
  headersPending: count,
  byClass: z.array(z.object({ class: z.string(), count })),
  byLabeler: z.array(z.object({ labeler: z.string(), submitted: count, rejected: count })),
})
export type Progress = z.output<typeof progress>
