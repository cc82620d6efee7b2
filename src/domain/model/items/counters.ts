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
  /** Items in the queue. */
  open: count,
  missing: count,
  changed: count,
  problems: count,
  headersPending: count,
  /** The number of snapshots of the segment; see `takeSnapshots`. */
  epoch: count,
  /** Items by class of their label. */
  classes: z.record(z.string(), z.number()).default({}),
})

/**
 * The counters of a segment. Every batch that changes items also increments them, so they are always exact.
 * Container `items`, partition of the segment, id `counters`.
 */
export type CountersDocument = z.output<typeof countersDocument>
export const counters = defineDocument({
  scope: 'Segment',
  kind: 'counters',
  schema: countersDocument,
  id: '`counters`',
  about: 'the counters of the segment',
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
  epoch: 0,
  classes: {},
}

const labelerDocument = z.object({
  id: z.string(),
  kind: z.literal('labeler'),
  user: userId,
  /** Items whose answer is this person's, by its type. */
  labeled: count,
  skipped: count,
  /** All answers of this person that a reviewer rejected. */
  rejected: count,
  /** All answers that were accepted from this person. */
  submitted: count,
})

/** The counters of one labeler in one segment; id `labeler:<user>`. */
export type LabelerDocument = z.output<typeof labelerDocument>
export const labelers = defineDocument({
  scope: 'Segment',
  kind: 'labeler',
  schema: labelerDocument,
  id: '`labeler:<user>`',
  about: "the counters of one labeler's answers in this segment",
})
export const labelerDocumentId = (user: string): string => `labeler:${user}`
