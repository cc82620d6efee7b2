import { fileKey, type Call, type Exported, type History } from '../history/record.ts'
import type { Check, Evidence, ExportedLabels, Finding } from './evidence.ts'
import { givenIn, isSkip, labelsKey, type GivenAnswer } from './given.ts'
import { idOf } from './check-items.ts'
import { shownByExports } from './replay-exports.ts'
import type { StoredProject } from './shapes.ts'

/** What happened to an item besides answers: by whom does not matter, only when. */
type Endings = ReadonlyMap<string, readonly Call[]>

const endingsIn = ({ calls }: History, project: string): Endings => {
  const endings = new Map<string, Call[]>()
  for (const call of calls) {
    if (call.project !== project || call.outcome === 'refused') continue
    if (call.action !== 'rejectItems') continue
    for (const item of call.items ?? []) endings.set(item, [...(endings.get(item) ?? []), call])
  }
  return endings
}

/** Whether the answer provably did not hold any more at the snapshot. */
const isOver = (
  answer: GivenAnswer,
  others: readonly GivenAnswer[],
  endings: readonly Call[],
  { requestedAt }: Exported,
): boolean =>
  others.some((other) => other.sure && other.from > answer.to && other.to < requestedAt) ||
  endings.some(({ from, to, accepted }) => from > answer.to && to < requestedAt && accepted.has(answer.item))

/** Whether the answer provably held at the snapshot. */
const heldThen = (
  answer: GivenAnswer,
  others: readonly GivenAnswer[],
  endings: readonly Call[],
  { requestedAt, endedAt }: Exported,
): boolean =>
  answer.sure &&
  answer.to < requestedAt &&
  !others.some((other) => other !== answer && other.to > answer.from && other.from <= endedAt) &&
  !endings.some(({ from, to, lost }) => (to > answer.from || lost > 0) && from <= endedAt)

interface Book {
  readonly given: ReadonlyMap<string, readonly GivenAnswer[]>
  readonly endings: Endings
  readonly touched: (path: string) => boolean
}

const bookOf = ({ history }: Evidence, { id }: StoredProject): Book => ({
  given: givenIn(history, id),
  endings: endingsIn(history, id),
  touched: (path) => history.touched.has(fileKey(id, path)),
})

const rowProblems = (
  book: Book,
  project: StoredProject,
  exported: Exported,
  rows: ExportedLabels,
): string[] =>
  [...rows].flatMap(([path, labels]) => {
    const item = idOf(project, path)
    const given = book.given.get(item) ?? []
    const key = labelsKey(labels)
    const fits = given.some(
      (answer) =>
        answer.labels === key &&
        answer.from <= exported.endedAt &&
        !isOver(answer, given, book.endings.get(item) ?? [], exported),
    )
    return fits ? [] : [`The export ${exported.id} says ${key} for ${path}, which nobody's answer was then`]
  })

/** Labels of untouched files that held at the snapshot must be in an export of all labels. */
const lackingRows = (
  { store }: Evidence,
  book: Book,
  project: StoredProject,
  exported: Exported,
  rows: ExportedLabels,
): string[] =>
  store.segments
    .filter((segment) => segment.project.id === project.id && exported.include === 'Labeled')
    .flatMap(({ items }) => items)
    .filter(({ id, path }) => {
      if (rows.has(path) || book.touched(path)) return false
      const given = book.given.get(id) ?? []
      return given.some(
        (answer) => !isSkip(answer.labels) && heldThen(answer, given, book.endings.get(id) ?? [], exported),
      )
    })
    .map(({ path }) => `The export ${exported.id} lacks ${path}, which was labeled then`)

const differences = (
  { id, confirms = '' }: Exported,
  rows: ExportedLabels,
  known: ExportedLabels | undefined,
): string[] => {
  if (!known) return [`The export ${confirms}, which ${id} confirms, is not there`]
  return [...new Set([...rows.keys(), ...known.keys()])].flatMap((path) => {
    const [is, told] = [rows.get(path), known.get(path)]
    if (is && told && labelsKey(is) === labelsKey(told)) return []
    const show = (labels: readonly string[] | undefined): string => (labels ? labelsKey(labels) : 'nothing')
    return [`${path} is ${show(is)} in the export ${id}, and ${show(told)} by the exports up to ${confirms}`]
  })
}

/**
 * Each exported label is what somebody's answer was as of the snapshot, none is left out, and no item is there twice. An export
 * that tells what changed is judged by what its reader knows then.
 */
export const checkExports: Check = (evidence) => {
  const books = new Map(
    evidence.store.projects.map(
      (project) => [project.id, { project, book: bookOf(evidence, project) }] as const,
    ),
  )
  const { shown, broken } = shownByExports(evidence)
  let looked = 0
  const wrong: string[] = []
  const lacking: string[] = []
  const unlike: string[] = []
  for (const exported of evidence.history.exports) {
    const found = books.get(exported.project)
    const rows = evidence.exported.get(exported.id)?.rows
    const known = shown.get(exported.id)
    if (!found || !rows || !known) {
      wrong.push(`The files of the export ${exported.id} are not there`)
      continue
    }
    looked += rows.size
    if (rows.size !== exported.rows)
      wrong.push(`The export ${exported.id} has ${exported.rows} rows of ${rows.size} items`)
    wrong.push(...rowProblems(found.book, found.project, exported, known))
    lacking.push(...lackingRows(evidence, found.book, found.project, exported, known))
    if (exported.confirms !== undefined)
      unlike.push(...differences(exported, known, shown.get(exported.confirms)))
  }
  return [
    { rule: "every exported label was somebody's answer at the snapshot", looked, problems: wrong },
    {
      rule: 'every label that held at the snapshot is exported',
      looked: evidence.history.exports.length,
      problems: lacking,
    },
    {
      rule: 'exports with since add up to what a full export shows',
      looked: evidence.history.exports.filter(({ since }) => since !== undefined).length,
      problems: [...broken, ...unlike],
    },
  ] satisfies Finding[]
}
