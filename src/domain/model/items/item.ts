import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import { itemId, userId } from '../../core/ids.ts'
import { label } from '../labels/label.ts'

export const itemStates = ['unlabeled', 'labeled', 'skipped', 'needsReview', 'approved', 'removed'] as const
export type ItemState = (typeof itemStates)[number]

/** What one person decided on an item, and when. */
const answer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Label'), label, by: userId, at: z.number() }),
  z.object({ type: z.literal('Skip'), reason: z.string().optional(), by: userId, at: z.number() }),
])
export type Answer = z.output<typeof answer>

const approval = z.object({ by: userId, at: z.number() })

/** An answer that no longer holds, and who ended it, how and why. */
const pastAnswer = z.object({
  answer,
  approved: approval.optional(),
  endedAt: z.number(),
  endedBy: z.string(),
  action: z.enum(['Rejected', 'Relabeled', 'Requeued']),
  comment: z.string().optional(),
})
export type PastAnswer = z.output<typeof pastAnswer>

export const problems = ['NotAnImage', 'Truncated', 'Unreadable'] as const

const itemDocument = z.object({
  id: itemId,
  kind: z.literal('item'),
  path: z.string(),
  /** The file as it was seen last. */
  file: z.object({ etag: z.string(), size: z.number(), lastModified: z.number() }),
  state: z.enum(itemStates),
  /**
   * Its place in the queue, lowest first; absent while there is nothing to hand out.
   * A random number from 0 for a new item, a negative one for an item that was rejected (the earliest first).
   */
  queue: z.number().optional(),
  /** The place that it had at import, and gets back when it is queued without a rejection. */
  rank: z.number(),
  answer: answer.optional(),
  /** Index copies of the answer: who, and which classes. */
  labeledBy: userId.optional(),
  classes: z.array(z.string()).optional(),
  approved: approval.optional(),
  history: z.array(pastAnswer),
  /** Pixels; absent until the header was read, or if it could not be. */
  width: z.number().optional(),
  height: z.number().optional(),
  /** Set while the file's header is still to be read. */
  headerPending: z.literal(true).optional(),
  problem: z.enum(problems).optional(),
  /** The file is gone; the item is kept and not handed out. */
  missing: z.literal(true).optional(),
  /** The file changed after it was labeled. */
  changed: z.literal(true).optional(),
  importedAt: z.number(),
  /** Last time that what an export shows of it changed. */
  changedAt: z.number(),
})

/**
 * Container `items`, partition `<project uid>:<segment>`.
 * Invariants: `queue` is set exactly if state is `unlabeled` and the file is there; `answer` is set exactly if the state
 * is `labeled`, `approved`, `skipped` or `removed`, or `needsReview` with an answer to review.
 */
export type ItemDocument = z.output<typeof itemDocument>
export const items = defineDocument({
  scope: 'Segment',
  kind: 'item',
  schema: itemDocument,
  id: '32 hex digits',
  about: 'file, state, place in the queue, answers, decision, history',
  fields: {
    path: 'string',
    state: 'string',
    labeledBy: 'string',
    classes: 'stringArray',
    queue: 'number',
    headerPending: 'boolean',
    changedAt: 'number',
  },
  indexes: [['kind', 'state', 'id'], ['kind', 'path'], ['queue'], ['headerPending', 'id']],
})

/** The most past answers that an item keeps; the oldest go first. */
export const maxHistory = 50
