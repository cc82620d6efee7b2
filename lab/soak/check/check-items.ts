import { createHash } from 'node:crypto'
import type { Check, Finding } from './evidence.ts'
import type { Segment } from './read-store.ts'
import { decidedOf, type StoredItem, type StoredProject } from './shapes.ts'

/** 128 bits of SHA-256 over the lengths and texts of datastore and path. */
export const idOf = ({ datastore }: Pick<StoredProject, 'datastore'>, path: string): string => {
  const hash = createHash('sha256')
  for (const part of [datastore, path]) hash.update(`${Buffer.byteLength(part)}:${part}`)
  return hash.digest('hex').slice(0, 32)
}

const answered: Readonly<Record<string, 'Label' | 'Skip' | undefined>> = {
  labeled: 'Label',
  approved: 'Label',
  skipped: 'Skip',
  removed: 'Skip',
}

const same = (one: readonly string[] | undefined, other: readonly string[] | undefined): boolean =>
  JSON.stringify(one?.toSorted()) === JSON.stringify(other?.toSorted())

const stateProblems = (item: StoredItem): string[] => {
  const { answers, decision, queue, missing, approved, labeledBy, classes, changed, removal } = item
  // A removed item keeps what its state before had.
  const state = removal?.from ?? item.state
  const answer = decidedOf(item)
  const open = item.state === 'unlabeled' && missing !== true
  const given = answer?.label && [...new Set(answer.label.classes)]
  return [
    ...((queue !== undefined) === open ? [] : ['its place in the queue does not agree with its state']),
    ...(answer?.type === answered[state] ? [] : [`it is ${state}, and its answer is ${answer?.type}`]),
    ...(answers.length === (decision?.source === 'Labeler' ? 1 : 0)
      ? []
      : [`it has ${answers.length} answers, and its decision is of ${decision?.source}`]),
    ...((approved !== undefined) === (state === 'approved')
      ? []
      : [`it is ${state}, and its approval is not`]),
    ...(labeledBy === answer?.by ? [] : ['labeledBy is not who answered']),
    ...(same(classes, given) ? [] : ['classes are not those of the answer']),
    ...(removal !== undefined && item.state !== 'removed' ? ['it has a removal and is not removed'] : []),
    ...(changed === true && answer === undefined ? ['it is marked as changed without an answer'] : []),
  ]
}

/** An item lies in the segment, and has the name, that follow from where its file lies. */
const placeProblems = ({ project, number }: Segment, { id, path }: StoredItem): string[] => [
  ...(id === idOf(project, path) ? [] : ['its id does not follow from its path']),
  ...(Number.parseInt(id.slice(0, 8), 16) % project.segments === number
    ? []
    : ['it lies in another segment']),
]

/** What must hold in each item by itself, its index copies among it. */
export const checkItems: Check = ({ store, history }) => {
  const problems = store.segments.flatMap((segment) =>
    segment.items.flatMap((item) =>
      [...stateProblems(item), ...placeProblems(segment, item)].map(
        (problem) => `${segment.project.id} ${item.id}: ${problem}`,
      ),
    ),
  )
  const looked = store.segments.reduce((sum, { items }) => sum + items.length, 0)
  const swept = store.segments.filter(({ project }) => history.done.has(project.id))
  return [
    { rule: 'state, queue, answer and index copies of an item agree', looked, problems },
    {
      rule: 'nothing is open where the last labeler was told that all is done',
      looked: swept.reduce((sum, { items }) => sum + items.length, 0),
      problems: swept.flatMap(({ project, items }) =>
        items.filter(({ queue }) => queue !== undefined).map(({ id }) => `${project.id} ${id} is open`),
      ),
    },
    {
      rule: 'the index columns say what the documents say',
      looked: store.documents,
      problems: store.columns,
    },
    { rule: 'every document belongs to a project', looked: store.documents, problems: store.strays },
    {
      rule: 'SQLite finds its file whole',
      looked: store.integrity.length,
      problems: store.integrity.filter((line) => line !== 'ok'),
    },
  ] satisfies Finding[]
}
