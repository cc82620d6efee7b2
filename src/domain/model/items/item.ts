import { z } from 'zod'
import { itemId, userId } from '../../core/ids.ts'
import { requestMark } from '../../core/request-seed.ts'
import { unreadableReasons } from '../../ports/blobs.ts'
import { defineDocument } from '../documents/define-document.ts'
import { label } from '../labels/label.ts'
import { upgradeItem } from './upgrade-item.ts'

export const itemStates = ['unlabeled', 'labeled', 'skipped', 'needsReview', 'approved', 'removed'] as const
export type ItemState = (typeof itemStates)[number]

const labeled = z.object({ type: z.literal('Label'), label })
const skipped = z.object({ type: z.literal('Skip'), reason: z.string().optional() })

/** The content of an answer or decision: a label, or a skip. */
export const itemOutcome = z.discriminatedUnion('type', [labeled, skipped])
export type ItemOutcome = z.output<typeof itemOutcome>

/** Milliseconds that the person worked on the answer, without pauses; absent if not told. */
const worked = { activeMs: z.number().int().optional() }

const byPerson = { by: userId, at: z.number(), ...worked }

/** One person's answer. */
const answer = z.discriminatedUnion('type', [labeled.extend(byPerson), skipped.extend(byPerson)])
export type Answer = z.output<typeof answer>

/**
 * The source of a decision. `Labeler`: the only answer decides. The others carry their own outcome: `Consensus` over
 * several answers, a `Reviewer`, an `Import`, a `Model`.
 */
const ownSources = ['Reviewer', 'Consensus', 'Import', 'Model'] as const

/** The mark of the request that made the change, by which a repetition of the request recognizes it. */
const marked = { request: requestMark.optional() }

const decided = { by: z.string(), at: z.number(), ...marked }
const ownSource = { source: z.enum(ownSources) }
const decision = z.union([
  /** The outcome is in the only answer; it is not stored twice. */
  z.object({ source: z.literal('Labeler') }),
  labeled.extend({ ...ownSource, ...decided }),
  skipped.extend({ ...ownSource, ...decided }),
])

const anySource = { source: z.enum(['Labeler', ...ownSources]) }
/** A complete decision: outcome, person and time. */
const decidedOutcome = z.discriminatedUnion('type', [
  labeled.extend({ ...anySource, ...decided, ...worked }),
  skipped.extend({ ...anySource, ...decided, ...worked }),
])
export type Decided = z.output<typeof decidedOutcome>

const confirmation = z.object({ by: userId, at: z.number(), ...marked })

/** The most approvals that an approval keeps of those before it. */
export const maxEarlierApprovals = 4

/** What taking an approval back restores. Absent in approvals of earlier versions, and where it was not so. */
const approval = confirmation.extend({
  /** The approvals of the same decision that it replaced, for the file as it was then, oldest first. */
  earlier: z.array(confirmation).max(maxEarlierApprovals).optional(),
  /** The item had the mark `changed`. One that replaces another always settles it. */
  settled: z.literal(true).optional(),
  /** The state of the item, if it was not `labeled`. */
  from: z.literal('needsReview').optional(),
})
export type Approval = z.output<typeof approval>

/** The epoch of a change; absent for epoch 0. See `stampItem`. */
const epoch = z.number().int().optional()

/** The most approvals that were taken back of a decision that an item keeps. */
export const maxUnapprovals = 4

/** An approval that was taken back, and by whom. `epochs`: those in which it was made and taken back. */
const unapproval = confirmation.extend({
  approved: approval,
  epochs: z.object({ approved: epoch, ended: epoch }).optional(),
})
export type Unapproval = z.output<typeof unapproval>
/** Of the decision, oldest first. */
const unapprovals = z.array(unapproval).max(maxUnapprovals).optional()

/** A decision that is no longer in force, and when and why it ended. */
const pastDecision = z.object({
  decision: decidedOutcome,
  approved: approval.optional(),
  unapproved: unapprovals,
  endedAt: z.number(),
  endedBy: z.string(),
  action: z.enum(['Rejected', 'Relabeled', 'Requeued']),
  comment: z.string().optional(),
  /** The epochs in which it was made, approved and ended. */
  epochs: z.object({ decided: epoch, approved: epoch, ended: epoch }).optional(),
  ...marked,
})
export type PastDecision = z.output<typeof pastDecision>

/**
 * `NotAnImage`: not the content of an image, as its `Content-Encoding` says to read it. `Truncated`: cut short. `Unreadable`: storage does not give its bytes.
 * `Oversized`: more pixels than browsers decode (`maxPixels`). `NotDisplayable`: an image of a format that browsers do not show.
 */
export const problems = ['NotAnImage', 'Truncated', 'Unreadable', 'Oversized', 'NotDisplayable'] as const
export type ItemProblem = (typeof problems)[number]

/** The fields that the header of an image gives, in an item. */
const headerFields = {
  /** Pixels, as displayed: with the orientation applied. Absent until the header was read, and if the size is unknown. */
  width: z.number().optional(),
  height: z.number().optional(),
  /** Such as `jpeg`, `png` or `tiff`; absent until the header was read, and in items of earlier versions. */
  format: z.string().optional(),
  /** EXIF, 2 to 8: how the stored pixels are turned for display. Absent for 1. */
  orientation: z.number().int().min(2).max(8).optional(),
  problem: z.enum(problems).optional(),
  /** Why an item is `Unreadable`; absent in items of earlier versions. */
  unreadable: z.enum(unreadableReasons).optional(),
}
export type HeaderField = keyof typeof headerFields
export const headerFieldNames: readonly HeaderField[] = z.object(headerFields).keyof().options

const itemDocument = z.preprocess(
  upgradeItem,
  z.object({
    id: itemId,
    kind: z.literal('item'),
    path: z.string(),
    /** The file as of the last listing. `md5` is Base64; absent if storage has none, and in items of earlier versions. */
    file: z.object({
      etag: z.string(),
      size: z.number(),
      md5: z.string().optional(),
      lastModified: z.number(),
    }),
    state: z.enum(itemStates),
    /**
     * The place in the queue, lowest first; absent if the item is not open.
     * New items have a random number from 0, rejected items a negative number (earliest rejection first).
     */
    queue: z.number().optional(),
    /** The place in the queue at import. An item that is queued again without a rejection returns to it. */
    rank: z.number(),
    /** The answers that count towards the decision. */
    answers: z.array(answer),
    decision: decision.optional(),
    /** Copies from the decision for indexes: the person and the classes. */
    labeledBy: userId.optional(),
    classes: z.array(z.string()).optional(),
    approved: approval.optional(),
    unapproved: unapprovals,
    /** Who accepted the skip of a removed item. Absent in items that version 0.1.0 removed. */
    skipAccepted: confirmation.optional(),
    /**
     * Of an item that was removed by itself, with or without a decision: who, when, and its state and place in the queue
     * before. Absent if its skip was accepted.
     */
    removal: z
      .object({ by: userId, at: z.number(), from: z.enum(itemStates), queue: z.number().optional() })
      .optional(),
    /** Bounded in entries and bytes; see `boundHistory`. */
    history: z.array(pastDecision),
    ...headerFields,
    /** Present until the header of the file was read. */
    headerPending: z.literal(true).optional(),
    /** The file does not exist any more. The item stays and is not handed out. */
    missing: z.literal(true).optional(),
    /** The file changed after the item was labeled, and no reviewer has confirmed the label since. */
    changed: z.literal(true).optional(),
    importedAt: z.number(),
    /** The last change of a field that exports contain. For display: only `epochs` order changes. */
    changedAt: z.number(),
    /**
     * The epochs of the segment in which the item was created, and in which its decision, its state and its file, also
     * what its header says, last changed. Exports and their `since` follow from them.
     */
    epochs: z
      .object({
        imported: epoch,
        decided: epoch,
        /** Of a removed item, that of the state before; in items of earlier versions that of the removal. */
        state: epoch,
        file: epoch,
        removed: epoch,
        restored: epoch,
        /** Of an approval that replaced another one. */
        reapproved: epoch,
      })
      .optional(),
  }),
)

/**
 * One data point of a project. Container `items`, partition `<project uid>:<segment>`.
 * Invariants: `queue` is set exactly if the state is `unlabeled` and the file is not missing; `decision` is set exactly in
 * the states `labeled`, `approved` and `skipped`, in `needsReview` if there is a decision to review, and in `removed` if there
 * was one.
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
  },
  indexes: [['kind', 'state', 'id'], ['path'], ['queue'], ['headerPending', 'id']],
})

/** The complete decision of an item; undefined if it has none. */
export const decidedOf = ({
  answers: [answer],
  decision,
}: Pick<ItemDocument, 'answers' | 'decision'>): Decided | undefined => {
  if (!decision) return undefined
  if (decision.source !== 'Labeler') return decision
  return answer && { source: 'Labeler', ...answer }
}
