import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import { userId } from '../../core/ids.ts'
import { itemStates } from './item.ts'

const count = z.number().default(0)

const countsByName = z.record(z.string(), z.number()).default({})

/** By user (`labelerKey`). See `sharedIncrements`. */
const labelerMaps = z.object({
  labeled: countsByName,
  skipped: countsByName,
  rejected: countsByName,
  replaced: countsByName,
})

const countersDocument = z.object({
  id: z.literal('counters'),
  kind: z.literal('counters'),
  /** Items by state; their sum is the number of items. */
  states: z.partialRecord(z.enum(itemStates), z.number()).default({}),
  /** Items in the queue. */
  open: count,
  /** Of these, the rejected ones, at the front of the queue. Absent in segments of version 0.1.0, which do not count them. */
  returned: z.number().optional(),
  missing: count,
  changed: count,
  problems: count,
  headersPending: count,
  /** The number of snapshots of the segment; see `takeSnapshots`. */
  epoch: count,
  /** Items by class of their label. */
  classes: countsByName,
  /** The counters of the first labelers. Absent in segments of version 0.1.0, where each labeler has an own document. */
  labelers: labelerMaps.optional(),
})

/**
 * The counters of a segment. Every batch that changes items also increments them, so they are always exact. A segment keeps
 * the form in which its counters were created.
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
  returned: 0,
  missing: 0,
  changed: 0,
  problems: 0,
  headersPending: 0,
  epoch: 0,
  classes: {},
  labelers: { labeled: {}, skipped: {}, rejected: {}, replaced: {} },
}

const labelerDocument = z.object({
  id: z.string(),
  kind: z.literal('labeler'),
  user: userId,
  labeled: count,
  skipped: count,
  rejected: count,
  submitted: count,
})

/** The counters of one labeler in one segment that are not in the counters document; id `labeler:<user>`. */
export type LabelerDocument = z.output<typeof labelerDocument>
export const labelers = defineDocument({
  scope: 'Segment',
  kind: 'labeler',
  schema: labelerDocument,
  id: '`labeler:<user>`',
  about: "the counters of one labeler's answers in this segment, after the first labelers",
})
export const labelerDocumentId = (user: string): string => `labeler:${user}`
