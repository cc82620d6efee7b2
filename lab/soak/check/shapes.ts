import { z } from 'zod'

/**
 * The stored documents, as far as they are checked: written down once more from docs/data-model.md, so that the checker
 * shares no code with what it checks. Kinds that are not here are none of its business.
 */
const answer = z.object({
  type: z.enum(['Label', 'Skip']),
  label: z.object({ kind: z.literal('Classes'), classes: z.array(z.string()) }).optional(),
  by: z.string(),
  at: z.number(),
})
export type StoredAnswer = z.output<typeof answer>

const approval = z.object({ by: z.string(), at: z.number() })
const unapproved = z.array(approval.extend({ approved: approval })).default([])

/** The most approvals that were taken back of one answer that an item keeps; the oldest go first. */
export const mostUnapprovals = 4

/** Of a labeler's decision only the source is stored: the item's one answer decides. */
const decision = z.union([
  z.object({ source: z.literal('Labeler') }),
  answer.extend({ source: z.literal('Reviewer') }),
])

const pastDecision = z.object({
  decision: answer.extend({ source: z.enum(['Labeler', 'Reviewer']) }),
  approved: approval.optional(),
  unapproved,
  endedAt: z.number(),
  endedBy: z.string(),
  action: z.enum(['Rejected', 'Relabeled', 'Requeued']),
})
export type StoredPast = z.output<typeof pastDecision>

export const item = z.object({
  id: z.string(),
  kind: z.literal('item'),
  path: z.string(),
  file: z.object({ etag: z.string() }),
  state: z.string(),
  queue: z.number().optional(),
  answers: z.array(answer),
  decision: decision.optional(),
  labeledBy: z.string().optional(),
  classes: z.array(z.string()).optional(),
  approved: approval.optional(),
  unapproved,
  /** Of an item that was removed without the acceptance of a skip. */
  removal: z.object({ from: z.string() }).optional(),
  history: z.array(pastDecision),
  width: z.number().optional(),
  height: z.number().optional(),
  headerPending: z.boolean().optional(),
  problem: z.string().optional(),
  missing: z.boolean().optional(),
  changed: z.boolean().optional(),
})
export type StoredItem = z.output<typeof item>

/** The answer that holds for an item. */
export const decidedOf = ({ answers, decision }: StoredItem): StoredAnswer | undefined =>
  decision?.source === 'Labeler' ? answers[0] : decision

export const page = z.object({
  kind: z.literal('page'),
  page: z.string(),
  labeler: z.string(),
  status: z.enum(['Held', 'Submitted', 'Released']),
  items: z.array(z.object({ id: z.string() })),
  grantedAt: z.number(),
  leaseUntil: z.number().optional(),
  refused: z.array(z.object({ item: z.string() })).optional(),
  /** 16 characters for each item in their order, spaces for one without an answer. Absent in pages of earlier versions. */
  taken: z.string().optional(),
  /** By item in their order, 0 for the time of the submit. */
  takenAt: z.array(z.number()).optional(),
  submittedAt: z.number().optional(),
})
export type StoredPage = z.output<typeof page>

/** The items of a page that it has an answer to, and when it took them. */
export const answeredOn = ({
  status,
  items,
  taken,
  takenAt = [],
  submittedAt = 0,
}: StoredPage): ReadonlyMap<string, number> =>
  new Map(
    items.flatMap(({ id }, index) => {
      const has =
        taken === undefined ? status === 'Submitted' : taken.slice(index * 16, index * 16 + 16).trim() !== ''
      return has ? [[id, takenAt[index] || submittedAt] as const] : []
    }),
  )

const counts = z.record(z.string(), z.number())

export const counters = z.object({
  kind: z.literal('counters'),
  states: counts.default({}),
  open: z.number().default(0),
  /** Not counted in segments of version 0.1.0. */
  returned: z.number().optional(),
  missing: z.number().default(0),
  changed: z.number().default(0),
  problems: z.number().default(0),
  headersPending: z.number().default(0),
  classes: counts.default({}),
  /** By user, where a colon stands for a point. */
  labelers: z
    .object({
      labeled: counts,
      skipped: counts,
      rejected: counts,
      replaced: counts,
      activeMs: counts.default({}),
    })
    .optional(),
  /** By day and user, in segments of this version. */
  recent: z.object({ labeled: counts, skipped: counts, activeMs: counts }).optional(),
})

/** The counters of labelers that are not in the counters of the segment. */
export const labeler = z.object({
  kind: z.literal('labeler'),
  user: z.string(),
  labeled: z.number().default(0),
  skipped: z.number().default(0),
  rejected: z.number().default(0),
  submitted: z.number().default(0),
})

export const project = z.object({
  kind: z.literal('project'),
  id: z.string(),
  uid: z.string(),
  segments: z.number(),
  datastore: z.string(),
  classes: z.array(z.object({ id: z.string(), path: z.string() })),
})
export type StoredProject = z.output<typeof project>

export const operation = z.object({
  kind: z.literal('operation'),
  id: z.string(),
  work: z.string(),
  open: z.boolean().optional(),
})

export const exportSlots = z.object({ kind: z.literal('exportSlots'), running: z.array(z.string()) })

export const refresh = z.object({ kind: z.literal('refresh'), running: z.unknown().optional() })

export const exportRecord = z.object({
  kind: z.literal('export'),
  export: z.string(),
  status: z.string(),
  open: z.boolean().optional(),
  snapshotPath: z.string(),
  files: z.array(z.object({ path: z.string() })),
})
export type StoredExport = z.output<typeof exportRecord>

/** The most past answers that an item keeps; the oldest go first. */
export const mostHistory = 50
