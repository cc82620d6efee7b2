import { z } from 'zod'
import type { ReaderCase } from './cases.ts'
import type { Reader } from './readers.ts'
import type { ProjectTruth, TrueItem } from './truth.ts'

const row = z.object({
  /** The path of the item, as the reader names its picture. */
  path: z.string(),
  /** Null without a label. */
  classes: z.array(z.string()).nullable(),
  /** The SHA-256 of the picture that each column leads to, or why it leads to none. */
  pictures: z.record(z.string(), z.string()),
  item: z.string().nullish(),
  state: z.string().nullish(),
  part: z.string().nullish(),
  problem: z.string().nullish(),
  width: z.number().nullish(),
  height: z.number().nullish(),
  orientation: z.number().nullish(),
})
type Row = z.output<typeof row>

/** What one reader found in one export. */
export const observation = z.object({
  reader: z.string(),
  version: z.string(),
  case: z.string(),
  parts: z.array(z.object({ part: z.string(), rows: z.array(row), classes: z.array(z.string()).nullable() })),
  /** Why the reader stopped. */
  error: z.string().nullable(),
})
export type Observation = z.output<typeof observation>

/** The part of each item of a project, by its path. It is the same in each export with the same split. */
export type Assignment = Map<string, string>

const sameTexts = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

const show = (value: unknown): string => JSON.stringify(value)

/** Files that no reader of COCO opens, and that COCO leaves out. */
const unusable = new Set(['NotAnImage', 'Truncated', 'Unreadable', 'Oversized'])

/** The items that an export must have, by what the API says. */
export const expectedItems = (
  { items }: ProjectTruth,
  { format, include }: Pick<ReaderCase, 'format' | 'include'>,
): readonly TrueItem[] =>
  items.filter(({ state, missing, problem, width }) => {
    if (missing || state === 'removed') return false
    if (include === 'Labeled' && state !== 'labeled' && state !== 'approved') return false
    return format !== 'Coco' || (width !== undefined && !unusable.has(problem ?? ''))
  })

const compareClasses = (
  { classes, path }: Row,
  { labels, state }: TrueItem,
  { format }: Pick<ReaderCase, 'format'>,
): readonly string[] => {
  const hasLabel = state === 'labeled' || state === 'approved'
  const wanted = hasLabel ? labels.toSorted() : format === 'Coco' ? [] : null
  const found = classes === null ? null : classes.toSorted()
  return show(found) === show(wanted)
    ? []
    : [`${show(path)} has the classes ${show(found)}, not ${show(wanted)}`]
}

const compareRow = (found: Row, wanted: TrueItem, part: string, one: ReaderCase): readonly string[] => {
  const differences = [...compareClasses(found, wanted, one)]
  const expect = (what: string, said: unknown, known: unknown): void => {
    if (said !== known)
      differences.push(`${show(wanted.path)} has the ${what} ${show(said)}, not ${show(known)}`)
  }
  for (const [column, hash] of Object.entries(found.pictures))
    expect(`picture of ${column}`, hash, wanted.sha256)
  if ('item' in found) expect('id', found.item, wanted.id)
  if ('state' in found) expect('state', found.state, wanted.state)
  // An image that browsers do not show is usable elsewhere.
  const problem = wanted.problem === 'NotDisplayable' ? '' : (wanted.problem ?? '')
  if ('problem' in found) expect('problem', found.problem ?? '', problem)
  if ('part' in found) expect('part', found.part ?? '', part)
  if ('width' in found) expect('width', found.width ?? undefined, wanted.width)
  if ('height' in found) expect('height', found.height ?? undefined, wanted.height)
  if ('orientation' in found) expect('orientation', found.orientation ?? undefined, wanted.orientation)
  return differences
}

const compareParts = (one: ReaderCase, { parts }: Observation, assignment: Assignment): readonly string[] => {
  const found = parts.map(({ part }) => part).toSorted()
  const wanted = one.parts.map(({ part }) => part).toSorted()
  const differences = sameTexts(found, wanted) ? [] : [`The parts are ${show(found)}, not ${show(wanted)}`]
  for (const { part, rows } of parts) {
    const count = part === '' ? one.manifest.counts.rows : (one.manifest.counts.bySplit?.[part] ?? 0)
    if (rows.length !== count)
      differences.push(`${part || 'The export'} has ${rows.length} rows, not the ${count} of its manifest`)
    if (part === '') continue
    for (const { path } of rows) {
      const known = assignment.get(path) ?? part
      assignment.set(path, known)
      if (known !== part) differences.push(`${show(path)} is in ${part}, and in ${known} elsewhere`)
    }
  }
  return differences
}

const compareClassLists = (
  one: ReaderCase,
  truth: ProjectTruth,
  { parts }: Observation,
  keepsOrder: boolean | undefined,
): readonly string[] => {
  const listed = one.manifest.project.classes
  const inUse = listed.filter(({ withdrawn }) => !withdrawn).map(({ name }) => name)
  const differences = sameTexts(inUse, truth.classes)
    ? []
    : [`The manifest has the classes ${show(inUse)}, not ${show(truth.classes)}`]
  const names = listed.map(({ name }) => name)
  const order = (classes: readonly string[]): readonly string[] => (keepsOrder ? classes : classes.toSorted())
  for (const { classes } of parts)
    if (classes !== null && !sameTexts(order(classes), order(names)))
      differences.push(`The classes are ${show(order(classes))}, not ${show(order(names))}`)
  return differences
}

/** Where a reader and the service disagree on an export; empty if they agree. */
export const compare = (
  one: ReaderCase,
  truth: ProjectTruth,
  found: Observation,
  { keepsOrder }: Pick<Reader, 'keepsOrder'>,
  assignment: Assignment,
): readonly string[] => {
  if (found.error !== null) return [found.error.trim()]
  const wanted = new Map(expectedItems(truth, one).map((item) => [item.path, item] as const))
  const seen = new Set<string>()
  const differences = [
    ...compareParts(one, found, assignment),
    ...compareClassLists(one, truth, found, keepsOrder),
  ]
  for (const { part, rows } of found.parts)
    for (const said of rows) {
      const item = wanted.get(said.path)
      if (seen.has(said.path)) differences.push(`${show(said.path)} occurs twice`)
      seen.add(said.path)
      if (item) differences.push(...compareRow(said, item, part, one))
      else differences.push(`${show(said.path)} is no row that the service has`)
    }
  for (const path of wanted.keys()) if (!seen.has(path)) differences.push(`${show(path)} is missing`)
  return differences
}
