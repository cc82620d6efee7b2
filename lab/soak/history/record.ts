import { z } from 'zod'

/** What a labeler or reviewer gives for an item; without labels it is a skip. */
const given = z.object({ item: z.string(), labels: z.array(z.string()).optional() })
export type Given = z.output<typeof given>

const actions = [
  'takePage',
  'renewPage',
  'releasePage',
  'submitPage',
  'rejectItems',
  'approveItems',
  'unapproveItems',
  'acceptSkips',
  'labelItem',
  'deleteMember',
] as const
export type Action = (typeof actions)[number]

const at = z.number()
const call = z.number()

/** One wish of one person, before it is first sent; it may be sent many times until its outcome is known. */
const invoke = z.object({
  event: z.literal('invoke'),
  at,
  call,
  action: z.enum(actions),
  user: z.string(),
  project: z.string(),
  page: z.string().optional(),
  /** Who is removed from the project. */
  member: z.string().optional(),
  answers: z.array(given).optional(),
  items: z.array(z.string()).optional(),
})
export type Invoke = z.output<typeof invoke>

const granted = z.object({
  page: z.string(),
  /** By the clock of the service. */
  expiresAt: z.number(),
  items: z.array(z.string()),
})

/** What became of it. `lost` counts the sendings before whose outcome nobody knows. */
const end = z.object({
  event: z.enum(['ok', 'refused', 'unknown']),
  at,
  call,
  lost: z.number(),
  code: z.string().optional(),
  granted: granted.optional(),
  accepted: z.array(z.string()).optional(),
})
export type End = z.output<typeof end>

/** A file that was added, changed or removed, before it was. */
const fileChange = z.object({ event: z.literal('file'), at, project: z.string(), path: z.string() })

const exported = z.object({
  event: z.literal('export'),
  at,
  project: z.string(),
  id: z.string(),
  format: z.enum(['Coco', 'Dataset', 'Csv']),
  include: z.enum(['Labeled', 'Approved']),
  /** Before it was first asked for, and when its end was seen: the snapshot lies between. */
  requestedAt: z.number(),
  endedAt: z.number(),
  /** The export to whose reader it tells what changed. */
  since: z.string().optional(),
  /** The export to whose reader it shows what is known already: nothing was changed between the two. */
  confirms: z.string().optional(),
  rows: z.number(),
})
export type Exported = z.output<typeof exported>

/** What was done to the service or its storage; for a reader, nothing is checked by it. */
const fault = z.object({ event: z.literal('fault'), at, fault: z.string() })

/** By how many ms the times that an instance stores are ahead from now on; unknown while that changes. */
const clock = z.object({
  event: z.literal('clock'),
  at,
  instance: z.number(),
  offset: z.number().optional(),
})
export type ClockChange = z.output<typeof clock>

/** When everybody else had stopped, the last labeler was told that all items of the project are done. */
const done = z.object({ event: z.literal('done'), at, project: z.string() })

/** One line of the history. */
export const line = z.discriminatedUnion('event', [invoke, end, fileChange, exported, fault, clock, done])
export type Line = z.output<typeof line>

/** Both ends of a call. */
export interface Call extends Omit<Invoke, 'event' | 'at' | 'call'> {
  readonly from: number
  /** When its outcome was known; never, if it is not. */
  readonly to: number
  readonly outcome: End['event']
  readonly lost: number
  readonly code?: string | undefined
  readonly granted?: z.output<typeof granted> | undefined
  readonly accepted: ReadonlySet<string>
}

export interface History {
  readonly calls: readonly Call[]
  /** Times at which the file of a path was touched. */
  readonly touched: ReadonlyMap<string, readonly number[]>
  readonly exports: readonly Exported[]
  readonly clocks: readonly ClockChange[]
  /** The time of its last line. */
  readonly endedAt: number
  /** Projects in which everything is labeled in the end. */
  readonly done: ReadonlySet<string>
}

export const fileKey = (project: string, path: string): string => `${project} ${path}`
