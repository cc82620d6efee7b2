import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import { itemId, pageId, userId, type PageId } from '../../core/ids.ts'
import { isWithin, type Millis } from '../../core/time.ts'
import { itemOutcome } from '../items/item.ts'
import { pageNotFound } from './page-errors.ts'

/**
 * What else a page shows of an item is read from the item: a page is written three times and read with each grant in its
 * segment, so each of its bytes has a price.
 */
const pageItem = z.object({
  id: itemId,
  /**
   * The file that the labeler sees: its content (`contentOf`), or its etag if that is not known. An answer is valid for this
   * file only. Pages of earlier versions have the etag.
   */
  fileContent: z.string().optional(),
  fileEtag: z.string().optional(),
})
export type PageItem = z.output<typeof pageItem>

const refusalCodes = ['ItemNotOpen', 'ItemLeasedToOther', 'ItemChanged', 'ItemNotFound'] as const
export type RefusalCode = (typeof refusalCodes)[number]

const leaseDocument = z.object({
  id: z.string(),
  kind: z.literal('page'),
  page: pageId,
  labeler: userId,
  status: z.enum(['Held', 'Submitted', 'Released']),
  items: z.array(pageItem),
  /** Where in the queue its search started. Absent in pages of version 0.1.0. */
  start: z.number().optional(),
  grantedAt: z.number(),
  /** The last renewal. */
  renewedAt: z.number().optional(),
  /** Present while held: the lease expires at this time. Its items are then free without a sweep. */
  leaseUntil: z.number().optional(),
  /** The answers that the page has taken: a mark for each of its items, in their order. See `takenAnswers`. */
  taken: z.string().optional(),
  /** When it took them, by item, with 0 for `submittedAt`; absent if all were taken then. */
  takenAt: z.array(z.number()).optional(),
  /** The answers that are refused for good; all others that the page has taken were accepted. */
  refused: z.array(z.object({ item: itemId, code: z.enum(refusalCodes) })).optional(),
  /** The answers that `reopenPage` took back, of items that have none since. */
  reopened: z.array(z.object({ item: itemId, answer: itemOutcome })).optional(),
  /** Of a page that an earlier version submitted: a hash of the request. */
  fingerprint: z.string().optional(),
  /** Of such a page: a hash of the answers as they are stored. */
  answers: z.string().optional(),
  /** The time of the submit that completed the page. */
  submittedAt: z.number().optional(),
  ttl: z.number(),
})

/** The lease of a page's items to one labeler. Container `items`, partition of the segment, id `page:<page>`. */
export type LeaseDocument = z.output<typeof leaseDocument>
export const leases = defineDocument({
  scope: 'Segment',
  kind: 'page',
  schema: leaseDocument,
  id: '`page:<segment>-<unique>`',
  about: 'the lease of a page to one labeler; after the submit, its outcome',
  fields: { leaseUntil: 'number' },
  indexes: [['leaseUntil']],
})
export const leaseId = (page: string): string => `page:${page}`

/** Seconds that a lease is stored: after its expiry for late answers, after its end for repeated requests. */
export const heldLeaseRetention = 7 * 24 * 3600
export const submittedLeaseRetention = 24 * 3600

/** The longest time that a page can be held, including renewals. */
export const maxHold: Millis = 24 * 3600 * 1000

/** A lease from the future was granted under a wrong clock, and has ended. */
export const isLive = ({ status, grantedAt, renewedAt, leaseUntil }: LeaseDocument, now: Millis): boolean => {
  const from = renewedAt ?? grantedAt
  return status === 'Held' && leaseUntil !== undefined && isWithin(now, from, leaseUntil - from)
}

/** Creates a page id. It contains the segment, so that the lease is found with one point read. */
export const pageIdIn = (segment: number, unique: string): PageId => pageId.parse(`${segment}-${unique}`)

export const segmentOfPage = (page: PageId, segments: number): number => {
  const segment = Number.parseInt(page, 10)
  if (Number.isNaN(segment) || segment >= segments) throw pageNotFound(page)
  return segment
}
