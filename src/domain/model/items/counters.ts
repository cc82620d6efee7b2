import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import type { Day } from '../../core/day.ts'
import { userId } from '../../core/ids.ts'
import { itemStates } from './item.ts'

const count = z.number().default(0)

const countsByName = z.record(z.string(), z.number()).default({})

/** Counters of answers by name; see `countsAt`. */
const answerMaps = z.object({
  labeled: countsByName,
  skipped: countsByName,
  rejected: countsByName,
  replaced: countsByName,
  activeMs: countsByName,
})
export type AnswerMaps = Readonly<Record<keyof z.output<typeof answerMaps>, Readonly<Record<string, number>>>>
export const noAnswers: z.output<typeof answerMaps> = {
  labeled: {},
  skipped: {},
  rejected: {},
  replaced: {},
  activeMs: {},
}

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
  /**
   * The counters of the first labelers, by user (`labelerKey`), without what is in `recent`. Absent in segments of version
   * 0.1.0, where each labeler has an own document.
   */
  labelers: answerMaps.optional(),
  /**
   * The counters of the answers given on each day from `first` on, by day, without what is in `recent`. Absent in segments of
   * earlier versions until their next answer.
   */
  days: answerMaps.extend({ first: count }).optional(),
  /**
   * The answers that the first labelers gave lately, by day and user (`recentKey`): an answer changes these alone. `tidied`
   * moves them to `labelers` and `days`. Absent with `days`.
   */
  recent: z.object({ labeled: countsByName, skipped: countsByName, activeMs: countsByName }).optional(),
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
  returned: 0,
  missing: 0,
  changed: 0,
  problems: 0,
  headersPending: 0,
  epoch: 0,
  classes: {},
  labelers: noAnswers,
  days: { first: 0, ...noAnswers },
  recent: { labeled: {}, skipped: {}, activeMs: {} },
}

const labelerDocument = z.object({
  id: z.string(),
  kind: z.literal('labeler'),
  user: userId,
  labeled: count,
  skipped: count,
  rejected: count,
  submitted: count,
  activeMs: count,
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

const labelerDayDocument = z.object({
  id: z.string(),
  kind: z.literal('labelerDay'),
  submitted: count,
  activeMs: count,
  ttl: z.number(),
})

/** What such a labeler did on one day; id `labelerDay:<day>:<user>`. */
export type LabelerDayDocument = z.output<typeof labelerDayDocument>
export const labelerDays = defineDocument({
  scope: 'Segment',
  kind: 'labelerDay',
  schema: labelerDayDocument,
  id: '`labelerDay:<day>:<user>`',
  about: 'the answers of such a labeler on one day, until some days later',
})
export const labelerDayId = (day: Day, user: string): string => `labelerDay:${day}:${user}`
/** Seconds. */
export const labelerDayRetention = 3 * 24 * 3600
