import { queryAll } from '../documents/query-documents.ts'
import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import type { Query, Store } from '../../ports/store.ts'
import { projectScope } from '../projects/project.ts'

/** Where a part begins: after which item, and how many rows and annotations of its segment come before. */
export interface PartStart {
  readonly segment: number
  readonly part: number
  readonly after?: string | undefined
  readonly rows: number
  readonly annotations: number
  /** Items that all parts finished before this one have looked at. */
  readonly doneBefore: number
}

/** What follows: without `after` the segment is at its end. */
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
  /** Items looked at and rows written. */
  seen: z.number(),
  rows: z.number(),
  /** Rows by state, by class id and by split; items left out by reason. */
  states: counts,
  classes: counts,
  splits: counts,
  leftOut: counts,
  /** Rows whose image could not be measured. */
  problems: z.number(),
  /** Blocks staged, by `<file>:<section>`. */
  blocks: counts,
  /** Files written, where each item has its own. */
  itemFiles: z.number().default(0),
  /** What the format could not say, by reason. */
  unsaid: counts.default({}),
  ttl: z.number(),
})

/**
 * What one part of an export wrote. Container `workspace`, partition `project:<uid>`, id
 * `exportPart:<export>:<segment>:<part>` with numbers of equal length, so that they sort.
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

/** One character for each section, in the order in which they were given out; the frame is no section. */
const sectionLetters = '012345678abcdefghijklmnopqrstuvwxyz'
const frameLetter = '9'

/** A block's id within its file. Blocks of one file have ids of equal length, also those that an earlier version staged. */
export const blockId = (section: number | 'Frame', segment: number, part: number, block: number): string => {
  const letter = section === 'Frame' ? frameLetter : sectionLetters[section]
  if (letter === undefined) throw new Error(`A format has at most ${sectionLetters.length} sections`)
  return `${letter}-${digits(segment)}-${digits(part)}-${digits(block)}`
}

/** All parts of an export by segment and number. */
export const readExportParts = async (
  store: Store,
  uid: string,
  id: string,
): Promise<readonly ExportPart[]> => {
  const parts: ExportPart[] = []
  const query: Query = {
    where: [
      { field: 'kind', op: 'eq', value: exportParts.kind },
      { field: 'id', op: 'gt', value: `exportPart:${id}:` },
      { field: 'id', op: 'lt', value: `exportPart:${id};` },
    ],
    orderBy: 'id',
    limit: 200,
  }
  for await (const documents of queryAll(store, exportParts, projectScope(uid), query))
    parts.push(...documents.map(({ document }) => document))
  return parts
}
