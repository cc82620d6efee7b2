import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import { userId } from '../../core/ids.ts'
import { itemStates } from './item.ts'

const count = z.number().default(0)

const countersDocument = z.object({
  id: z.literal('counters'),
  kind: z.literal('counters'),
  /** Items by state; their sum is the number of items. */
  states: z.partialRecord(z.enum(itemStates), z.number()).default({}),
  /** Items that have a place in the queue. */
  open: count,
  missing: count,
  changed: count,
  problems: count,
  headersPending: count,
  /** Items by class of their present label. */
  classes: z.record(z.string(), z.number()).default({}),
})

/**
 * What a segment holds, in numbers: incremented in the same batch as the change that they count, so they are exact always.
 * Container `items`, partition of the segment, id `counters`.
 */
export type CountersDocument = z.output<typeof countersDocument>
export const counters = defineDocument({
  scope: 'Segment',
  kind: 'counters',
  schema: countersDocument,
  id: '`counters`',
  about: 'the segment in numbers',
})
export const countersId = 'counters'
export const noCounters: CountersDocument = {
  id: countersId,
  kind: 'counters',
  states: {},
  open: 0,
  missing: 0,
  changed: 0,
  problems: 0,
  headersPending: 0,
  classes: {},
}

const labelerDocument = z.object({
  id: z.string(),
  kind: z.literal('labeler'),
  user: userId,
  /** Items whose present answer is this person's, by what it is. */
  labeled: count,
  skipped: count,
  /** Answers of this person that a reviewer rejected, ever. */
  rejected: count,
  /** Answers accepted from this person, ever. */
  submitted: count,
})

/** One per person and segment: id `labeler:<user>`. */
export type LabelerDocument = z.output<typeof labelerDocument>
export const labelers = defineDocument({
  scope: 'Segment',
  kind: 'labeler',
  schema: labelerDocument,
  id: '`labeler:<user>`',
  about: 'the answers of one person in this segment, in numbers',
})
export const labelerDocumentId = (user: string): string => `labeler:${user}`
