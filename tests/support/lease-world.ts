import { leases, type LeaseDocument } from '../../src/domain/model/leases/lease.ts'
import { faultyStore } from './faulty-store.ts'
import { callerOf, makeItem, makePage, makeProject } from './make-documents.ts'
import { createMemoryStore } from './memory-store.ts'
import { addMember, setUpProject } from './seed-project.ts'

export const project = makeProject()
export const [ana, ben, rita] = [callerOf('ana'), callerOf('ben'), callerOf('rita', 'Reviewer')]
/** A page of Ana's. */
export const held = makePage('ana', [makeItem(project, 'a.png'), makeItem(project, 'b.png')])
export const input = { project: project.id, page: held.page }

/** A project with two labelers, a reviewer and these pages. */
export const createLeaseWorld = async (...pages: readonly LeaseDocument[]) => {
  /** `conflicts`: so many of the next conditional writes fail. */
  const world = { now: 1000, conflicts: 0 }
  const memory = createMemoryStore(() => world.now)
  await setUpProject(memory, project, ['ana', 'ben'], [])
  await addMember(memory, project, 'rita', 'Reviewer')
  for (const document of pages) await memory.batch('items', 'u1:0', [{ type: 'create', document }])
  const store = faultyStore(memory, ({ operations = [] }) =>
    operations.some((one) => 'ifMatch' in one) && world.conflicts-- > 0 ? 'conflict' : 'pass',
  )
  return {
    world,
    store,
    deps: { store, now: () => world.now, newId: () => 'unique' },
    stored: async () => (await leases.read(store, 'u1:0', held.id))?.document,
  }
}
