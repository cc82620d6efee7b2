import type { GivenAnswer } from '../../src/domain/labeling/judge-answers.ts'
import { segmentAudits } from '../../src/domain/model/audit/audit.ts'
import { counters, countersId, labelerDocumentId, labelers } from '../../src/domain/model/items/counters.ts'
import { labelerKey } from '../../src/domain/model/items/labeler-counts.ts'
import { items, type ItemDocument } from '../../src/domain/model/items/item.ts'
import { segmentPartition } from '../../src/domain/model/items/segment.ts'
import type { ProjectDocument } from '../../src/domain/model/projects/project.ts'
import type { BatchOperation, JsonValue, Store, StoredDocument } from '../../src/domain/ports/store.ts'
import { recountProject } from '../../src/domain/recount/recount-project.ts'
import {
  recountSegment,
  type SegmentEnd,
  type SegmentStart,
} from '../../src/domain/recount/recount-segment.ts'
import { counterProblems, readAll } from './check-counters.ts'
import { callerOf, createLabelingService, lead, makeProject, setUpProject } from './labeling-world.ts'
import { createMemoryStore } from './memory-store.ts'
import { createRecordingWorkflows } from './run-workflow.ts'

const isObject = (value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const numberIn = (value: JsonValue | undefined): number => (typeof value === 'number' ? value : 0)

const moved = <T extends Readonly<Record<string, JsonValue | undefined>>>(
  document: T,
  [group = '', ...path]: readonly string[],
  by: number,
): T => {
  const value = document[group]
  if (path.length === 0) return { ...document, [group]: numberIn(value) + by }
  return { ...document, [group]: moved(isObject(value) ? value : {}, path, by) }
}

/** The document in which a counter is, and its path there. */
const placeOf = async (
  store: Store,
  partition: string,
  counter: string,
): Promise<readonly [id: string, path: readonly string[]]> => {
  const [first, user = '', name = ''] = counter.split('.')
  if (first !== 'labelers') return [countersId, counter.split('.')]
  const id = labelerDocumentId(user)
  return (await store.read('items', partition, id))
    ? [id, [name]]
    : [countersId, ['labelers', name, labelerKey(user)]]
}

const write = async (
  store: Store,
  partition: string,
  id: string,
  operation: (document: StoredDocument, etag: string) => BatchOperation,
): Promise<void> => {
  const stored = await store.read('items', partition, id)
  if (!stored) throw new Error(`There is no ${id}`)
  const { ok } = await store.batch('items', partition, [operation(stored.document, stored.etag)])
  if (!ok) throw new Error(`${id} changed meanwhile`)
}

/** Moves one counter (`states.labeled`, `labelers.ana.skipped`) without any item, as a fault would. */
export const spoil = async (store: Store, partition: string, counter: string, by: number): Promise<void> => {
  const [id, path] = await placeOf(store, partition, counter)
  return write(store, partition, id, (document, ifMatch) => ({
    type: 'replace',
    document: moved(document, path, by),
    ifMatch,
  }))
}

export const remove = (store: Store, partition: string, id: string): Promise<void> =>
  write(store, partition, id, (_, ifMatch) => ({ type: 'delete', id, ifMatch }))

/** A project with some images and people, and what recounts it. */
export const createRecountWorld = async (count: number, changes: Partial<ProjectDocument> = {}) => {
  const clock = { now: 1_000_000 }
  const now = () => clock.now
  const store = createMemoryStore(now)
  const project = makeProject(changes)
  const paths = Array.from({ length: count }, (_, index) => `${index}.png`)
  await setUpProject(store, project, ['ana', 'ben', 'cleo'], paths)
  let ids = 0
  const newId = () => `id${(ids += 1)}`
  const deps = { store, now, newId }
  const workflows = createRecordingWorkflows()
  const start = async (repair: boolean): Promise<string> =>
    (await recountProject(deps)(lead, workflows, project.id, { repair })).id
  return {
    clock,
    store,
    deps,
    project,
    workflows,
    partition: segmentPartition(project.uid, 0),
    service: createLabelingService(store, now, newId),
    start,
    /** Runs the step of one segment. */
    recount: (id: string, on: Store = store, start: Partial<SegmentStart> = {}): Promise<SegmentEnd> =>
      recountSegment({ store: on, now })(id, { segment: 0, room: 100, doneBefore: 0, ...start }),
  }
}
export type RecountWorld = Awaited<ReturnType<typeof createRecountWorld>>

/** Labels and skips in turn, a page of that size at a time, until nothing is left or so many pages are done. */
export const label = async (
  { service, project }: Pick<RecountWorld, 'service' | 'project'>,
  user: string,
  pages: number,
  size = 4,
): Promise<void> => {
  for (let done = 0; done < pages; done += 1) {
    const next = await service.takePage(callerOf(user), { project: project.id, size })
    if (!('page' in next)) return
    const answers = next.page.items.map(({ id }, index): GivenAnswer =>
      index % 3 === 2
        ? { item: id, skip: true, activeMs: 100 + index }
        : { item: id, labels: [index % 3 === 0 ? 'Cat' : 'Dog'], activeMs: 200 + index },
    )
    await service.submitPage(callerOf(user), { project: project.id, page: next.page.page, answers })
  }
}

export const itemsIn = ({ store, partition }: RecountWorld) => readAll(store, items, partition)

export const idsIn = async (world: RecountWorld, state: ItemDocument['state']) =>
  (await itemsIn(world)).flatMap(({ document }) => (document.state === state ? [document.id] : []))

/** Each action once: 20 images, of them labeled, skipped, approved, rejected, removed and relabeled ones. */
export const startWithHistory = async () => {
  const world = await createRecountWorld(20)
  const { service } = world
  const project = world.project.id
  await label(world, 'ana', 2)
  await label(world, 'ben', 1)
  const [first, second, third] = await idsIn(world, 'labeled')
  const [skipped, another] = await idsIn(world, 'skipped')
  await service.approveItems(lead, { project, items: [first!] })
  await service.rejectItems(lead, { project, items: [second!, another!] })
  await service.labelItem(lead, { project, item: third!, label: { labels: ['Dog/Poodle'] }, ifMatch: '*' })
  await service.acceptSkips(lead, { project, items: [skipped!] })
  return world
}

/** All documents but the audit. */
export const documentsIn = async ({ store, partition }: RecountWorld) => [
  ...(await readAll(store, items, partition)),
  ...(await readAll(store, counters, partition)),
  ...(await readAll(store, labelers, partition)),
]
export const problemsIn = ({ store, project }: RecountWorld) => counterProblems(store, project)
export const auditsIn = async ({ store, partition }: RecountWorld) =>
  (await readAll(store, segmentAudits, partition))
    .map(({ document }) => document)
    .filter(({ action }) => action === 'RecountProject')

/** Queries answer a few documents at a time, and something happens after each answer with items. */
export const between = (store: Store, happens: () => Promise<unknown>): Store => ({
  ...store,
  query: async (container, partition, query) => {
    const page = await store.query(container, partition, { ...query, limit: Math.min(query.limit, 4) })
    if (query.where.some(({ value }) => value === items.kind)) await happens()
    return page
  },
})
