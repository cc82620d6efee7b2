import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import { itemId, pageId, userId, type PageId } from '../../core/ids.ts'
import type { Millis } from '../../core/time.ts'
import { problems } from '../items/item.ts'
import { pageNotFound } from './page-errors.ts'

const pageItem = z.object({
  id: itemId,
  path: z.string(),
  /** The file that the labeler was shown; an answer holds for no other. */
  fileEtag: z.string(),
  width: z.number().optional(),
  height: z.number().optional(),
  problem: z.enum(problems).optional(),
})
export type PageItem = z.output<typeof pageItem>

const refusalCodes = ['ItemNotOpen', 'ItemLeasedToOther', 'ItemChanged', 'ItemNotFound'] as const
export type RefusalCode = (typeof refusalCodes)[number]

export const answerResult = z.object({
  item: itemId,
  status: z.enum(['Accepted', 'Refused']),
  error: z.object({ code: z.enum(refusalCodes), message: z.string() }).optional(),
})
export type AnswerResult = z.output<typeof answerResult>

const leaseDocument = z.object({
  id: z.string(),
  kind: z.literal('page'),
  page: pageId,
  labeler: userId,
  status: z.enum(['Held', 'Submitted', 'Released']),
  items: z.array(pageItem),
  grantedAt: z.number(),
  /** Only while held: the page is live until then. Afterwards its items are free; nothing has to sweep. */
  leaseUntil: z.number().optional(),
  /** Of the answers that were submitted, to know a repetition from another try. */
  fingerprint: z.string().optional(),
  /** The answers that were not taken; with the items this is the whole outcome. */
  refused: z.array(z.object({ item: itemId, code: z.enum(refusalCodes) })).optional(),
  submittedAt: z.number().optional(),
  ttl: z.number(),
})

/** A lease of items to one labeler. Container `items`, partition of the segment, id `page:<page>`. */
export type LeaseDocument = z.output<typeof leaseDocument>
export const leases = defineDocument({
  scope: 'Segment',
  kind: 'page',
  schema: leaseDocument,
  id: '`page:<segment>-<unique>`',
  about: 'a page leased to one labeler; after submitting, its outcome',
  fields: { leaseUntil: 'number' },
  indexes: [['kind', 'leaseUntil']],
})
export const leaseId = (page: string): string => `page:${page}`

/** Seconds that a page is kept: held, so that a late answer still finds it; submitted, so that a repeated one does. */
export const heldLeaseRetention = 7 * 24 * 3600
export const submittedLeaseRetention = 24 * 3600

/** However often it is renewed, a page is held no longer: what it holds back is free again then. */
export const maxHold: Millis = 24 * 3600 * 1000

export const isLive = (page: LeaseDocument, now: Millis): boolean =>
  page.status === 'Held' && page.leaseUntil !== undefined && page.leaseUntil > now

/** A page's id tells its segment, so that it is found with one point read. */
export const pageIdIn = (segment: number, unique: string): PageId => pageId.parse(`${segment}-${unique}`)

export const segmentOfPage = (page: PageId, segments: number): number => {
  const segment = Number.parseInt(page, 10)
  if (Number.isNaN(segment) || segment >= segments) throw pageNotFound(page)
  return segment
}
