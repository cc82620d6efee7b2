import { z } from 'zod'
import { classId, userId } from '../../core/ids.ts'
import type { Clause, Query } from '../../ports/store.ts'
import type { CountersDocument } from './counters.ts'
import type { ProjectTotals } from './read-counters.ts'
import { decidedOf, itemStates, problems, type ItemDocument } from './item.ts'
import { isSampled } from './sample.ts'

/** Which items of a project; all members must hold. */
export const itemCriteria = z.object({
  state: z.enum(itemStates).optional(),
  class: classId.optional(),
  labeler: userId.optional(),
  problem: z.enum([...problems, 'any']).optional(),
  missing: z.boolean().optional(),
  changed: z.boolean().optional(),
  removed: z.boolean().optional(),
  /** The begin of the path of the file, by code point. */
  pathPrefix: z.string().optional(),
  /** An answer was rejected, or put back because its file changed, and the item is not removed. */
  returned: z.boolean().optional(),
  /** The time of the decision in force: from here on, and before there. */
  from: z.number().optional(),
  to: z.number().optional(),
  /** A stable pseudorandom part of the items, in percent; see `isSampled`. */
  sample: z.number().optional(),
})
export type ItemCriteria = Readonly<z.output<typeof itemCriteria>>

const lastCodePoint = 0x10ffff
const surrogates = { first: 0xd800, after: 0xe000 }

/** The least text that is greater than every text with this prefix; undefined if there is none. */
const afterPrefix = (prefix: string): string | undefined => {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0)
  while (points.at(-1) === lastCodePoint) points.pop()
  const last = points.pop()
  if (last === undefined) return undefined
  const next = last + 1 === surrogates.first ? surrogates.after : last + 1
  return String.fromCodePoint(...points, next)
}

const eq = (field: string, value: string | undefined): readonly Clause[] =>
  value === undefined ? [] : [{ field, op: 'eq', value }]

const pathClauses = (prefix: string | undefined): readonly Clause[] => {
  if (prefix === undefined || prefix === '') return []
  const end = afterPrefix(prefix)
  return [
    { field: 'path', op: 'gte', value: prefix },
    ...(end === undefined ? [] : [{ field: 'path', op: 'lt', value: end } as const]),
  ]
}

/** The clauses that find the items, without the criteria of `matchesMarks`. */
export const clausesOf = (criteria: ItemCriteria): readonly Clause[] => [
  ...eq('state', criteria.state),
  ...eq('labeledBy', criteria.labeler),
  ...(criteria.class === undefined
    ? []
    : [{ field: 'classes', op: 'contains', value: criteria.class } as const]),
  ...pathClauses(criteria.pathPrefix),
]

type Mark = 'problem' | 'missing' | 'changed'

const matchesProblem = (problem: ItemDocument['problem'], wanted: ItemCriteria['problem']): boolean =>
  wanted === undefined || (wanted === 'any' ? problem !== undefined : problem === wanted)

type MarkCriteria = Pick<ItemCriteria, Mark | 'removed' | 'returned' | 'from' | 'to' | 'sample'>

/** True if the criteria ask for items that can be few among many that are read. */
export const asksForMark = ({
  problem,
  missing,
  changed,
  removed,
  returned,
  from,
  to,
  sample,
}: MarkCriteria): boolean =>
  [problem, from, to, sample].some((one) => one !== undefined) ||
  [missing, changed, removed, returned].includes(true)

/** True if the item came back to the queue, and is open or was answered again. */
const isReturned = ({ state, history }: Pick<ItemDocument, 'state' | 'history'>): boolean =>
  state !== 'removed' && history.some(({ action }) => action !== 'Relabeled')

const isDecidedWithin = (
  item: Pick<ItemDocument, 'answers' | 'decision'>,
  { from, to }: MarkCriteria,
): boolean => {
  if (from === undefined && to === undefined) return true
  const at = decidedOf(item)?.at
  return at !== undefined && (from === undefined || at >= from) && (to === undefined || at < to)
}

/**
 * True if the item meets the criteria that no index has, because each index makes each answer dearer: a reader of items
 * filters by them.
 */
export const matchesMarks = (
  item: Pick<ItemDocument, Mark | 'id' | 'state' | 'history' | 'answers' | 'decision'>,
  criteria: MarkCriteria,
): boolean => {
  const { problem, missing, changed, state } = item
  return (
    matchesProblem(problem, criteria.problem) &&
    (criteria.missing === undefined || criteria.missing === (missing === true)) &&
    (criteria.changed === undefined || criteria.changed === (changed === true)) &&
    (criteria.removed === undefined || criteria.removed === (state === 'removed')) &&
    (criteria.returned === undefined || criteria.returned === isReturned(item)) &&
    isDecidedWithin(item, criteria) &&
    (criteria.sample === undefined || isSampled(item.id, criteria.sample))
  )
}

/** True if the item meets the criteria. */
export const matchesItem = (item: ItemDocument, criteria: ItemCriteria): boolean =>
  (criteria.state === undefined || item.state === criteria.state) &&
  (criteria.labeler === undefined || item.labeledBy === criteria.labeler) &&
  (criteria.class === undefined || item.classes?.includes(criteria.class) === true) &&
  (criteria.pathPrefix === undefined || item.path.startsWith(criteria.pathPrefix)) &&
  matchesMarks(item, criteria)

/** False if the segment has no item that meets the criteria, by its counters. */
export const mayHaveItems = (
  { states, missing, changed, problems }: CountersDocument,
  criteria: ItemCriteria,
): boolean =>
  (criteria.state === undefined || (states[criteria.state] ?? 0) > 0) &&
  (criteria.removed !== true || (states.removed ?? 0) > 0) &&
  (criteria.missing !== true || missing > 0) &&
  (criteria.changed !== true || changed > 0) &&
  (criteria.problem === undefined || problems > 0)

const ofItems: Clause = { field: 'kind', op: 'eq', value: 'item' }

/** The filter and the order of a list: the few items under a path are found without reading all others. */
export const listQueryOf = (criteria: ItemCriteria): Pick<Query, 'where' | 'orderBy'> => {
  const clauses = clausesOf(criteria)
  const orderBy = clauses.some(({ field }) => field === 'path') ? 'path' : 'id'
  return { where: [ofItems, ...clauses], orderBy }
}

/** The criteria that the number of items in `totals` has counted one by one. */
const counted: Readonly<
  Record<string, (totals: ProjectTotals, criteria: ItemCriteria) => number | undefined>
> = {
  '': ({ total }) => total,
  state: ({ states }, { state }) => state && states[state],
  removed: ({ states, total }, { removed }) => (removed ? states.removed : total - states.removed),
  missing: ({ missing, total }, criteria) => (criteria.missing ? missing : total - missing),
  changed: ({ changed, total }, criteria) => (criteria.changed ? changed : total - changed),
  problem: ({ problems: some }, { problem }) => (problem === 'any' ? some : undefined),
}

/** The number of items that meet the criteria, if the counters tell it. */
export const countOf = (totals: ProjectTotals, criteria: ItemCriteria): number | undefined => {
  const names = Object.entries(criteria).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  // The counters of classes leave out removed items.
  if (criteria.class !== undefined && criteria.removed === false && names.length === 2)
    return totals.classes[criteria.class] ?? 0
  return counted[names.join()]?.(totals, criteria)
}
