import { z } from 'zod'
import { classId, userId } from '../../core/ids.ts'
import type { Clause, Query } from '../../ports/store.ts'
import type { CountersDocument } from './counters.ts'
import { itemStates, problems, type ItemDocument } from './item.ts'

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

/** The clauses that find the items, without `problem`, `missing`, `changed` and `removed`: see `matchesMarks`. */
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

type MarkCriteria = Pick<ItemCriteria, Mark | 'removed'>

/** True if the criteria ask for items that have a mark, which the counters count. */
export const asksForMark = ({ problem, missing, changed, removed }: MarkCriteria): boolean =>
  problem !== undefined || missing === true || changed === true || removed === true

/**
 * True if the item meets the criteria `problem`, `missing`, `changed` and `removed`. No index has these marks, because each index
 * makes each answer dearer: a reader of items filters by them.
 */
export const matchesMarks = (
  { problem, missing, changed, state }: Pick<ItemDocument, Mark | 'state'>,
  criteria: MarkCriteria,
): boolean =>
  matchesProblem(problem, criteria.problem) &&
  (criteria.missing === undefined || criteria.missing === (missing === true)) &&
  (criteria.changed === undefined || criteria.changed === (changed === true)) &&
  (criteria.removed === undefined || criteria.removed === (state === 'removed'))

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
