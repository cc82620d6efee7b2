import type { ItemId } from '../../src/domain/core/ids.ts'
import { segmentAudits } from '../../src/domain/model/audit/audit.ts'
import { answerItem } from '../../src/domain/model/items/change-item.ts'
import { items, type ItemDocument } from '../../src/domain/model/items/item.ts'
import { segmentOf, segmentPartition } from '../../src/domain/model/items/segment.ts'
import { writeSegment } from '../../src/domain/model/items/write-segment.ts'
import type { ProjectDocument } from '../../src/domain/model/projects/project.ts'
import type { ReviewResult } from '../../src/domain/review/review-result.ts'
import { tasks } from '../../src/domain/tasks/index.ts'
import { readAll } from './check-counters.ts'
import { faultyStore } from './faulty-store.ts'
import { callerOf, labelOf, makeItem, makeProject } from './make-documents.ts'
import { createMemoryStore } from './memory-store.ts'
import { addMember, setUpProject } from './seed-project.ts'

export const [ana, rita] = [callerOf('ana'), callerOf('rita', 'Reviewer')]

/** A project with labeled (`0.png`, `2.png`, …) and skipped items (`1.png`, …), a labeler and a reviewer. */
export const createReviewWorld = async (count: number, changes: Partial<ProjectDocument> = {}) => {
  /** `conflicts`: so many of the next conditional writes fail. `writes`: items of each batch. */
  const world = { now: 1000, conflicts: 0, reads: 0, writes: [] as number[] }
  const project = makeProject(changes)
  const memory = createMemoryStore(() => world.now)
  await setUpProject(memory, project, ['ana'], [])
  await addMember(memory, project, 'rita', 'Reviewer')
  const paths = Array.from({ length: count }, (_, index) => `${index}.png`)
  const all: ItemDocument[] = paths.map((path, index) =>
    answerItem(makeItem(project, path), index % 2 === 0 ? labelOf('c0') : { type: 'Skip' }, ana.user, 500)!,
  )
  const placeOf = (id: ItemId) => segmentOf(id, project.segments)
  for (const after of all)
    await writeSegment(memory, { uid: project.uid, segment: placeOf(after.id) }, [{ after }])
  const store = faultyStore(memory, ({ method, operations = [] }) => {
    if (method === 'readMany') world.reads += 1
    const replaced = operations.filter(({ type }) => type === 'replace').length
    if (replaced === 0) return 'pass'
    world.writes.push(replaced)
    return world.conflicts-- > 0 ? 'conflict' : 'pass'
  })
  return {
    world,
    project,
    all,
    ids: all.map(({ id }) => id),
    deps: { store, now: () => world.now, newId: () => `id${world.writes.length}`, tasks },
    read: async (id: ItemId) => (await items.read(memory, segmentPartition('u1', placeOf(id)), id))!,
    audits: async (segment = 0) =>
      (await readAll(memory, segmentAudits, segmentPartition('u1', segment))).map(({ document }) => document),
  }
}

export const outcomes = (results: readonly ReviewResult[]) =>
  results.map(({ status, error }) => error?.code ?? status)
