import { queryAll } from '../documents/query-documents.ts'
import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import type { Query, Store } from '../../ports/store.ts'
import { projectScope } from '../projects/project.ts'

/** The start of a part: the item before it, and the rows and annotations of its segment that come before it. */
export interface PartStart {
  readonly segment: number
  readonly part: number
  readonly after?: string | undefined
  readonly rows: number
  readonly annotations: number
  /** The number of items in all parts that finished before this one. */
  readonly doneBefore: number
}

/** The end of a part, where the next part of the segment starts. Without `after` the segment is complete. */
export interface PartEnd {
  readonly after?: string | undefined
  readonly rows: number
  readonly annotations: number
  readonly seen: number
}

const counts = z.record(z.string(), z.number())

const exportPart = z.object({
  id: z.string(),
  kind: z.literal('exportPart'),
  segment: z.number(),
  part: z.number(),
  /** The numbers of items read and of rows written. */
  seen: z.number(),
  rows: z.number(),
  /** Rows by state, by class id and by split; omitted items by reason. */
  states: counts,
  classes: counts,
  splits: counts,
  leftOut: counts,
  /** Items that the earlier export of `since` has and this one has not, and the blocks that list them. */
  removed: z.number().default(0),
  removalBlocks: z.number().default(0),
  /** Rows of items whose file changed after they were labeled, and the blocks that list them. */
  changed: z.number().default(0),
  changedBlocks: z.number().default(0),
  /** Rows of items without a usable image. */
  problems: z.number(),
  /** Items without a usable image, rows or not, by `<problem>` or `<problem>:<reason>`, and the blocks that list them. */
  faults: counts.default({}),
  problemBlocks: z.number().default(0),
  /** The blocks that list items without a row, and features that the format does not support. */
  leftOutBlocks: z.number().default(0),
  unsaidBlocks: z.number().default(0),
  /** Blocks staged, by `<file>:<section>`. */
  blocks: counts,
  /** The number of files written, for formats with a file per item. */
  itemFiles: z.number().default(0),
  /** Features of labels that the format does not support, by reason. */
  unsaid: counts.default({}),
  ttl: z.number(),
})

/**
 * The counts and blocks that one part of an export wrote. Container `workspace`, partition `project:<uid>`, id
 * `exportPart:<export>:<segment>:<part>`; the numbers have equal length, so ids sort by segment and part.
 */
export type ExportPart = z.output<typeof exportPart>
export const exportParts = defineDocument({
  scope: 'Project',
  kind: 'exportPart',
  schema: exportPart,
  id: '`exportPart:<export>:<segment>:<part>`',
  about: 'the counts and blocks of one part of an export; 7 days',
})

const digits = (value: number): string => {
  const text = String(value).padStart(5, '0')
  if (!Number.isInteger(value) || value < 0 || text.length > 5)
    throw new Error(`An export numbers segments, parts and blocks from 0 to 99999, not ${value}`)
  return text
}

export const exportPartId = (id: string, segment: number, part: number): string =>
  `exportPart:${id}:${digits(segment)}:${digits(part)}`

/** One character for each section, in the order of assignment. `9` is reserved for the frame. */
const sectionLetters = '012345678abcdefghijklmnopqrstuvwxyz'
const frameLetter = '9'

/**
 * The id of a block within its file. All ids have equal length, as storage requires, also across versions of the
 * service.
 */
export const blockId = (section: number | 'Frame', segment: number, part: number, block: number): string => {
  const letter = section === 'Frame' ? frameLetter : sectionLetters[section]
  if (letter === undefined) throw new Error(`A format has at most ${sectionLetters.length} sections`)
  return `${letter}-${digits(segment)}-${digits(part)}-${digits(block)}`
}

/** What all parts of an export wrote together, as its steps returned it. */
export interface WrittenParts {
  readonly parts: number
  readonly rows: number
  readonly seen: number
}
/** Finds all parts of an export. */
export const exportPartsOf = (id: string): Query['where'] => [
  { field: 'kind', op: 'eq', value: exportParts.kind },
  { field: 'id', op: 'gt', value: `exportPart:${id}:` },
  { field: 'id', op: 'lt', value: `exportPart:${id};` },
]

/** All parts of an export, ordered by segment and part. */
export const readExportParts = async (
  store: Store,
  uid: string,
  id: string,
): Promise<readonly ExportPart[]> => {
  const parts: ExportPart[] = []
  const query: Query = {
    where: exportPartsOf(id),
    orderBy: 'id',
    limit: 200,
  }
  for await (const documents of queryAll(store, exportParts, projectScope(uid), query))
    parts.push(...documents.map(({ document }) => document))
  return parts
}
